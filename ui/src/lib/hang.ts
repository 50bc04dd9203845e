// Hanging a wall anew: what is the same stays, and what one looks at does not move for what comes above it.
import {
  bottomOf,
  boxesOf,
  heightOf,
  justify,
  lastWhere,
  type Measure,
  type Row,
  rowOf,
  sameMeasure,
  sameUntil,
} from "./justify";

/** A wall as it hangs: what it was hung from, and its rows. */
export interface Wall {
  ratios: readonly number[];
  measure: Measure;
  rows: readonly Row[];
}

/** A row that is looked at, by the clip that begins it: which one it was, and which one it is now. */
export interface Held {
  from: number;
  to: number;
}

/**
 * Hangs anew only what is not the same any more: the next page costs as much as a page, not as all before it. Where
 * a row is held, it and those below stay as they are, and what has come or gone above is made to end there.
 */
export function hang(
  ratios: readonly number[],
  measure: Measure,
  before: Wall | null,
  held: Held | null = null,
): Wall {
  if (!before || !sameMeasure(before.measure, measure))
    return { ratios, measure, rows: justify(ratios, measure) };
  const same = sameUntil(before.ratios, ratios);
  // Where a row ends depends on the clip that follows it, and the last row does not fill its width.
  const kept = lastWhere(before.rows, (row) => row.first + row.boxes.length < same) + 1;
  const above = before.rows.slice(0, kept);
  if (!held || same >= held.from) return { ratios, measure, rows: justify(ratios, measure, above) };
  const head = closed(ratios.slice(0, held.to), measure, above);
  return {
    ratios,
    measure,
    rows: justify(ratios, measure, [...head, ...stay(ratios, measure, before, held, head)]),
  };
}

/** The rows from the held one on, as far as their clips are the same, in the place where they are now. */
function stay(
  ratios: readonly number[],
  { gap }: Measure,
  before: Wall,
  { from, to }: Held,
  head: readonly Row[],
): Row[] {
  const at = rowOf(before.rows, from);
  const own = before.rows[at];
  if (!own || own.first !== from) return [];
  let run = 0;
  while (to + run < ratios.length && before.ratios[from + run] === ratios[to + run]) run += 1;
  // Not the last one, which is not full.
  const rows = before.rows
    .slice(at, -1)
    .slice(0, lastWhere(before.rows, (row) => row.first + row.boxes.length <= from + run) + 1 - at);
  const down = bottomOf(head, gap) - own.top;
  return rows.map((row) => ({ ...row, first: row.first + to - from, top: row.top + down }));
}

/**
 * Rows that end where another row begins, so that the last one is full as well: as it is, together with the one
 * before it, or both divided anew, whichever comes nearest to the height that is wanted. So few that they would be
 * far too high end where they end.
 */
function closed(ratios: readonly number[], measure: Measure, kept: readonly Row[]): Row[] {
  const rows = justify(ratios, measure, kept.slice(0, Math.max(0, lastWhere(kept, ends(ratios)) + 1)));
  const last = rows.at(-1);
  if (!last || isFull(last, measure)) return rows;
  const before = rows.at(-2);
  const start = before?.first ?? last.first;
  const parts = [[last.first, ratios.length]];
  const ways = before ? [[[start, last.first], ...parts], [[start, ratios.length]]] : [parts];
  for (let cut = start + 1; before && cut < ratios.length; cut += 1)
    ways.push([
      [start, cut],
      [cut, ratios.length],
    ]);
  const off = (way: number[][]) =>
    Math.max(
      ...way.map(([from = 0, to = 0]) => {
        const sum = ratios.slice(from, to).reduce((all, ratio) => all + ratio, 0);
        return Math.abs(Math.log(heightOf(measure, to - from, sum) / measure.target));
      }),
    );
  const best = ways.reduce((one, other) => (off(other) < off(one) ? other : one));
  if (off(best) > Math.log(TOO_HIGH)) return rows;
  const full = rows.slice(0, before ? -2 : -1);
  for (const [from = 0, to = 0] of best) {
    const part = ratios.slice(from, to);
    const height = heightOf(
      measure,
      part.length,
      part.reduce((all, ratio) => all + ratio, 0),
    );
    full.push({
      first: from,
      top: bottomOf(full, measure.gap),
      height: Math.max(1, Math.round(height)),
      boxes: boxesOf(part, height, measure.gap, measure.width),
    });
  }
  return full;
}

/** How many times the wanted height a row may have to be full. */
const TOO_HIGH = 1.9;

const ends = (ratios: readonly number[]) => (row: Row) => row.first + row.boxes.length <= ratios.length;

function isFull({ boxes }: Row, { width }: Measure): boolean {
  const last = boxes.at(-1);
  return last !== undefined && last.left + last.width >= width;
}
