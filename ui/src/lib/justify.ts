// The wall of clips: rows of equal height, each clip in its own shape. Pure numbers, so that every size is known
// before a picture has loaded, and so that a row far away can be left out without anything moving.

export interface Box {
  left: number;
  width: number;
}

export interface Row {
  /** Which clip its first box belongs to. */
  first: number;
  top: number;
  height: number;
  boxes: Box[];
}

export interface Measure {
  width: number;
  gap: number;
  /** The height that rows come as near to as they can. */
  target: number;
}

/** Full rows reach from edge to edge; the last one keeps the target height and ends where it ends. */
export function justify(ratios: readonly number[], { width, gap, target }: Measure): Row[] {
  const rows: Row[] = [];
  const heightOf = (count: number, sum: number) => (width - gap * (count - 1)) / sum;
  let top = 0;
  let first = 0;
  let sum = 0;
  const close = (end: number, height: number, fill: boolean) => {
    const row = { first, top, height: Math.max(1, Math.round(height)), boxes: [] as Box[] };
    row.boxes = boxesOf(ratios.slice(first, end), height, gap, fill ? width : null);
    rows.push(row);
    top += row.height + gap;
    first = end;
    sum = 0;
  };

  ratios.forEach((ratio, index) => {
    const without = index > first ? heightOf(index - first, sum) : Number.POSITIVE_INFINITY;
    const withIt = heightOf(index - first + 1, sum + ratio);
    // With one more the row is lower than wanted, without it higher: what is nearer wins.
    if (withIt < target && without / target < target / withIt) close(index, without, true);
    sum += ratio;
    const height = heightOf(index - first + 1, sum);
    if (height <= target) close(index + 1, height, true);
  });
  if (first < ratios.length) close(ratios.length, target, false);
  return rows;
}

/** Whole pixels, rounded from the left edge on, so that the last box ends exactly where the row does. */
function boxesOf(ratios: readonly number[], height: number, gap: number, fill: number | null): Box[] {
  let edge = 0;
  return ratios.map((ratio, index) => {
    const left = Math.round(edge);
    edge += ratio * height;
    const right = fill !== null && index === ratios.length - 1 ? fill : Math.round(edge);
    edge += gap;
    return { left, width: Math.max(1, right - left) };
  });
}

export function heightOfWall(rows: readonly Row[]): number {
  const last = rows.at(-1);
  return last ? last.top + last.height : 0;
}

/** A row's target height: about four wide clips side by side, within what reads well. */
export function targetRow(width: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, width / 4));
}

/** The row that a clip hangs in. */
export function rowOf(rows: readonly Row[], index: number): number {
  return rows.findIndex((row) => index >= row.first && index < row.first + row.boxes.length);
}

/** The clip one row up or down whose middle is nearest; the same where there is no such row. */
export function stepRow(rows: readonly Row[], from: number, by: -1 | 1): number {
  const at = rowOf(rows, from);
  const own = rows[at];
  const other = rows[at + by];
  if (!own || !other) return from;
  const middle = (box: Box | undefined) => (box ? box.left + box.width / 2 : 0);
  const aim = middle(own.boxes[from - own.first]);
  const away = other.boxes.map((box) => Math.abs(middle(box) - aim));
  return other.first + away.indexOf(Math.min(...away));
}

export interface Hung {
  ids: readonly string[];
  rows: readonly Row[];
}

/**
 * How far to scroll so that what is looked at stays where it is when the wall is hung anew: the clip that is
 * preferred if it is in view, else the first one in view that is still there. At the very top nothing is held:
 * there, new clips are what one wants to see.
 */
export function keepInView(
  before: Hung,
  after: Hung,
  view: { top: number; height: number },
  prefer: string | null,
) {
  if (view.top <= 0) return 0;
  const there = new Map(after.ids.map((id, index) => [id, index]));
  const inView = before.rows.filter(
    (row) => row.top + row.height > view.top && row.top < view.top + view.height,
  );
  const candidates = inView.flatMap((row) =>
    row.boxes.map((_, at) => ({ id: before.ids[row.first + at] ?? "", top: row.top })),
  );
  const held = [...candidates.filter(({ id }) => id === prefer), ...candidates].find(({ id }) =>
    there.has(id),
  );
  const row = held && after.rows[rowOf(after.rows, there.get(held.id) ?? -1)];
  return held && row ? row.top - held.top : 0;
}

/** The clips that came in between or before those that were there; what follows them is only the next page. */
export function arrivals(before: readonly string[], now: readonly string[]): ReadonlySet<string> {
  const known = new Set(before);
  const last = now.findLastIndex((id) => known.has(id));
  return new Set(now.slice(0, last + 1).filter((id) => !known.has(id)));
}
