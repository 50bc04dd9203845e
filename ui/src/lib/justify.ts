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

export function sameMeasure(a: Measure, b: Measure): boolean {
  return a.width === b.width && a.gap === b.gap && a.target === b.target;
}

/** How many of the first are the same in both. */
export function sameUntil<T>(a: readonly T[], b: readonly T[]): number {
  const most = Math.min(a.length, b.length);
  let at = 0;
  while (at < most && a[at] === b[at]) at += 1;
  return at;
}

/** Where the next row begins. */
export function bottomOf(rows: readonly Row[], gap: number): number {
  const last = rows.at(-1);
  return last ? last.top + last.height + gap : 0;
}

/** Of a row that is full with so many clips. */
export function heightOf({ width, gap }: Measure, count: number, sum: number): number {
  return (width - gap * (count - 1)) / sum;
}

/** Full rows reach from edge to edge; the last one keeps the target height and ends where it ends. */
export function justify(ratios: readonly number[], measure: Measure, kept: readonly Row[] = []): Row[] {
  const { width, gap, target } = measure;
  const rows = [...kept];
  const last = kept.at(-1);
  let top = bottomOf(kept, gap);
  let first = last ? last.first + last.boxes.length : 0;
  let sum = 0;
  const close = (end: number, height: number, fill: boolean) => {
    const row = { first, top, height: Math.max(1, Math.round(height)), boxes: [] as Box[] };
    row.boxes = boxesOf(ratios.slice(first, end), height, gap, fill ? width : null);
    rows.push(row);
    top += row.height + gap;
    first = end;
    sum = 0;
  };

  for (let index = first; index < ratios.length; index += 1) {
    const ratio = ratios[index] ?? 1;
    const without = index > first ? heightOf(measure, index - first, sum) : Number.POSITIVE_INFINITY;
    const withIt = heightOf(measure, index - first + 1, sum + ratio);
    // With one more the row is lower than wanted, without it higher: what is nearer wins.
    if (withIt < target && without / target < target / withIt) close(index, without, true);
    sum += ratio;
    const height = heightOf(measure, index - first + 1, sum);
    if (height <= target) close(index + 1, height, true);
  }
  if (first < ratios.length) close(ratios.length, target, false);
  return rows;
}

/** Whole pixels, rounded from the left edge on, so that the last box ends exactly where the row does. */
export function boxesOf(ratios: readonly number[], height: number, gap: number, fill: number | null): Box[] {
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

/** The row that a clip hangs in; -1 where there is no such clip. */
export function rowOf(rows: readonly Row[], index: number): number {
  const at = lastWhere(rows, (row) => row.first <= index);
  const row = rows[at];
  return row && index < row.first + row.boxes.length ? at : -1;
}

/** The rows that lie between two heights, also in part. */
export function rowsBetween(rows: readonly Row[], top: number, bottom: number): readonly Row[] {
  const from = lastWhere(rows, (row) => row.top + row.height <= top) + 1;
  return rows.slice(from, lastWhere(rows, (row) => row.top < bottom) + 1);
}

/** The last row of which something is true that is true of all before it; -1 where it is true of none. */
export function lastWhere(rows: readonly Row[], is: (row: Row) => boolean): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const row = rows[middle];
    if (row && is(row)) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The clip one row up or down whose middle is nearest; the same where there is no such row. */
export function stepRow(rows: readonly Row[], from: number, by: -1 | 1): number {
  return inRow(rows, from, rowOf(rows, from) + by);
}

/** The clip that lies so far below (or, with less than nought, above); at least one row on, at most the last. */
export function stepFar(rows: readonly Row[], from: number, by: number): number {
  const at = rowOf(rows, from);
  const aim = (rows[at]?.top ?? 0) + by;
  const to =
    by > 0
      ? Math.max(
          at + 1,
          lastWhere(rows, (row) => row.top <= aim),
        )
      : Math.min(at - 1, lastWhere(rows, (row) => row.top < aim) + 1);
  return inRow(rows, from, Math.max(0, Math.min(rows.length - 1, to)));
}

/** The clip of a row whose middle is nearest to that of another clip; the other one where there is no such row. */
function inRow(rows: readonly Row[], from: number, to: number): number {
  const own = rows[rowOf(rows, from)];
  const other = rows[to];
  if (!own || !other) return from;
  if (own === other) return from;
  const middle = (box: Box | undefined) => (box ? box.left + box.width / 2 : 0);
  const aim = middle(own.boxes[from - own.first]);
  const away = other.boxes.map((box) => Math.abs(middle(box) - aim));
  return other.first + away.indexOf(Math.min(...away));
}

export interface Area {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** The clips that an area touches, in their order. */
export function clipsIn(rows: readonly Row[], area: Area): number[] {
  return rowsBetween(rows, area.top, area.bottom).flatMap((row) =>
    row.boxes.flatMap(({ left, width }, at) =>
      left < area.right && left + width > area.left ? [row.first + at] : [],
    ),
  );
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
  const inView = rowsBetween(before.rows, view.top, view.top + view.height);
  const candidates = inView.flatMap((row) =>
    row.boxes.map((_, at) => ({ id: before.ids[row.first + at] ?? "", top: row.top })),
  );
  for (const { id, top } of [...candidates.filter((one) => one.id === prefer), ...candidates]) {
    const row = after.rows[rowOf(after.rows, after.ids.indexOf(id))];
    if (row) return row.top - top;
  }
  return 0;
}

/** The clips that came in between or before those that were there; what follows them is only the next page. */
export function arrivals(before: readonly string[], now: readonly string[]): ReadonlySet<string> {
  const same = sameUntil(before, now);
  // As it is most of the time: nothing changed in what was there.
  if (same === before.length) return new Set();
  const known = new Set(before.slice(same));
  const last = now.findLastIndex((id) => known.has(id));
  return new Set(now.slice(same, last + 1).filter((id) => !known.has(id)));
}
