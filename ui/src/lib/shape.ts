/** `16:9` as a number; null where it is not a ratio. */
export function ratioOf(shape: string | null): number | null {
  const match = /^(\d{1,3}):(\d{1,3})$/u.exec(shape ?? "");
  if (!match) return null;
  const width = Number(match[1]);
  const height = Number(match[2]);
  return width > 0 && height > 0 ? width / height : null;
}

/** Width over height, kept within what a grid can show. */
export function tileRatio(width: number, height: number): number {
  if (!(width > 0) || !(height > 0)) return 16 / 9;
  return Math.max(0.5, Math.min(2.4, width / height));
}
