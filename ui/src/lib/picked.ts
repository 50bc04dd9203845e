// What is picked out of a list: by one, by range, by an area. Pure, so that every way of picking agrees.

export interface Picked {
  ids: ReadonlySet<string>;
  /** Where a range begins. */
  anchor: string | null;
  /** What was picked before the range that is being stretched. */
  base: ReadonlySet<string>;
}

const NOTHING: ReadonlySet<string> = new Set();
export const nothingPicked: Picked = { ids: NOTHING, anchor: null, base: NOTHING };

/** One more, or one less; the next range begins there. */
export function toggled({ ids }: Picked, id: string): Picked {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return { ids: next, anchor: id, base: next };
}

/**
 * From where the last one was picked to here, beside what was picked before. Where nothing marks a beginning, or
 * it is gone, `from` is one.
 */
export function stretched(
  { anchor, base }: Picked,
  order: readonly string[],
  from: string,
  to: string,
): Picked {
  const known = anchor === null ? -1 : order.indexOf(anchor);
  const begin = known >= 0 ? known : order.indexOf(from);
  const end = order.indexOf(to);
  if (begin < 0 || end < 0) return { ids: new Set([...base, to]), anchor: to, base };
  const range = order.slice(Math.min(begin, end), Math.max(begin, end) + 1);
  return { ids: new Set([...base, ...range]), anchor: order[begin] ?? to, base };
}

/** Exactly these. */
export function pickedAll(ids: Iterable<string>): Picked {
  const all = new Set(ids);
  return { ids: all, anchor: null, base: all };
}

/** Without those that are gone; the same where none is. */
export function without(picked: Picked, gone: ReadonlySet<string>): Picked {
  const left = (ids: ReadonlySet<string>) => new Set([...ids].filter((id) => !gone.has(id)));
  if (![...gone].some((id) => picked.ids.has(id))) return picked;
  return { ids: left(picked.ids), anchor: picked.anchor, base: left(picked.base) };
}

export function sameIds(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((id) => b.has(id));
}

/** The one that has the focus after some are gone: the next that stays, at the end the last before them. */
export function nextAfter(
  order: readonly string[],
  at: number,
  gone: ReadonlySet<string>,
): string | undefined {
  const stays = (id: string) => !gone.has(id);
  return order.slice(at).find(stays) ?? order.slice(0, at).findLast(stays);
}
