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

/** The index one row up or down in a grid whose tiles have the given left edges and tops. */
export function stepRow(boxes: readonly { left: number; top: number }[], from: number, by: -1 | 1): number {
  const start = boxes[from];
  if (!start) return from;
  const tops = [...new Set(boxes.map((box) => box.top))].sort((a, b) => a - b);
  const row = tops[tops.indexOf(start.top) + by];
  if (row === undefined) return from;
  let best = from;
  let distance = Number.POSITIVE_INFINITY;
  boxes.forEach((box, index) => {
    const away = Math.abs(box.left - start.left);
    if (box.top === row && away < distance) {
      best = index;
      distance = away;
    }
  });
  return best;
}
