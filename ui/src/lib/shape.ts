/** `16:9` as a number; null where it is not a ratio. */
export function ratioOf(shape: string | null): number | null {
  const match = /^(\d{1,3}):(\d{1,3})$/u.exec(shape ?? "");
  if (!match) return null;
  const width = Number(match[1]);
  const height = Number(match[2]);
  return width > 0 && height > 0 ? width / height : null;
}

/** A picture's shape as people write it: `3:2` where it is a plain one, else `1.91:1`. */
export function shapeName({ width, height }: { width: number; height: number }): string {
  const ratio = width / height;
  for (let second = 1; second <= 16; second += 1) {
    const first = Math.round(ratio * second);
    if (first >= 1 && first <= 21 && Math.abs(first / second - ratio) < 0.01 * ratio)
      return `${first}:${second}`;
  }
  return ratio >= 1 ? `${ratio.toFixed(1)}:1` : `1:${(1 / ratio).toFixed(1)}`;
}

/** Width over height, kept within what a grid can show. */
export function tileRatio(width: number, height: number): number {
  if (!(width > 0) || !(height > 0)) return 16 / 9;
  return Math.max(0.5, Math.min(2.4, width / height));
}
