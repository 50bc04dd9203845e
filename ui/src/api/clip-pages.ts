// A list of clips as it was read, page by page. Each page covers what lies between two places in the order, so
// that one of them can be read anew without those before and after it.
import type { ClipFilter, ClipPage, ClipQuery, ClipView } from "../platform/types";
import { likeBefore } from "./place";

export type Question = Pick<ClipQuery, "filter" | "sort">;

export interface Page {
  /** Where it begins: behind everything that comes before. */
  after: string | null;
  clips: readonly ClipView[];
  /** Which state of the library it shows; an older one than the present must be read anew. */
  read: number;
}

export interface ClipList {
  question: Question;
  pages: readonly Page[];
  /** Where the next page begins; null at the end. */
  next: string | null;
}

/** The first page is there soon; those that follow are larger. */
export const FIRST_PAGE = 60;
const NEXT_PAGE = 120;
/** The most that the core answers with at once. */
export const LARGEST_PAGE = 500;
/** What a page is read with beyond itself, to meet the one that follows. */
const OVERLAP = 20;
/** From so many clips on the pages are as large as they can be: each one that is added costs as much as the list. */
const LONG = 2_000;

export function clipsOf(list: ClipList | undefined): readonly ClipView[] {
  const [first = [], ...others] = list?.pages.map((page) => page.clips) ?? [];
  return first.concat(...others);
}

/** How many clips the next page has. */
export function nextSize({ pages }: ClipList): number {
  const read = pages.reduce((sum, { clips }) => sum + clips.length, 0);
  return read < LONG ? NEXT_PAGE : LARGEST_PAGE - OVERLAP;
}

export function firstPage(question: Question, answer: ClipPage, read: number): ClipList {
  return { question, pages: [{ after: null, clips: answer.clips, read }], next: answer.next };
}

/** The same list where the answer is not about its end any more. */
export function withNext(list: ClipList, after: string, answer: ClipPage, read: number): ClipList {
  if (list.next !== after) return list;
  const clips = withoutThose(answer.clips, list.pages.at(-1)?.clips ?? []);
  return { ...list, pages: [...list.pages, { after, clips, read }], next: answer.next };
}

/** How many clips to ask for so that the answer reaches into the page that follows, where one does. */
export function sizeOf({ pages }: ClipList, at: number): number {
  const own = pages[at]?.clips.length ?? 0;
  return Math.min(LARGEST_PAGE, Math.max(FIRST_PAGE, at < pages.length - 1 ? own + OVERLAP : own));
}

/**
 * The first page, among those in view, that shows an older state of the library; -1 where there is none. What came
 * last stands in the first page, so that one is always among them; an empty one is a gap that was found.
 */
export function staleAt(list: ClipList, now: number, inView: { from: number; to: number }): number {
  let first = 0;
  return list.pages.findIndex(({ clips, read }, at) => {
    const seen = at === 0 || clips.length === 0 || (first < inView.to && first + clips.length > inView.from);
    first += clips.length;
    return read < now && seen;
  });
}

/** How many pages on it is looked for what an answer has in common with them. */
const LOOK_ON = 6;

/** One page as it is now, in its place; clips may have come, gone and changed in it, and whole pages after it. */
export function withPageAnew(list: ClipList, at: number, answer: ClipPage, read: number): ClipList {
  const page = list.pages[at];
  if (!page) return list;
  const clips = withoutThose(answer.clips, list.pages[at - 1]?.clips ?? []);
  const before = list.pages.slice(0, at);
  // A page that nothing is left of goes, except for the one in which the list begins.
  const anew = (own: readonly ClipView[]): Page[] =>
    own.length > 0 || at === 0 ? [{ after: page.after, clips: own, read }] : [];
  if (at === list.pages.length - 1) return { ...list, pages: [...before, ...anew(clips)], next: answer.next };

  const pageOf = new Map<string, number>();
  for (let on = Math.min(at + LOOK_ON, list.pages.length - 1); on > at; on -= 1)
    for (const { id } of list.pages[on]?.clips ?? []) pageOf.set(id, on);
  const meets = clips.findIndex(({ id }) => pageOf.has(id));
  if (meets >= 0) {
    const on = pageOf.get(clips[meets]?.id ?? "") ?? at + 1;
    return { ...list, pages: [...before, ...anew(clips.slice(0, meets)), ...list.pages.slice(on)] };
  }
  // Nothing in common: either nothing follows any more, or so much has come in between that there is a gap.
  if (answer.next === null) return { ...list, pages: [...before, ...anew(clips)], next: null };
  const gap: Page = { after: answer.next, clips: [], read: Number.NEGATIVE_INFINITY };
  return { ...list, pages: [...before, ...anew(clips), gap, ...list.pages.slice(at + 1)] };
}

/** The list after something was done with some of its clips: what it says of them, or null where they leave it. */
export function withChanged(
  list: ClipList,
  ids: ReadonlySet<string>,
  change: (clip: ClipView, filter: ClipFilter) => ClipView | null,
): ClipList {
  let touched = false;
  const pages = list.pages.map((page) => {
    if (!page.clips.some(({ id }) => ids.has(id))) return page;
    touched = true;
    const clips = page.clips.flatMap((clip) => {
      if (!ids.has(clip.id)) return [clip];
      const changed = change(clip, list.question.filter);
      return changed ? likeBefore(clip, changed) : [];
    });
    return { ...page, clips };
  });
  if (!touched) return list;
  // Without the pages that nothing is left of; the first one stays, since there the list begins.
  return { ...list, pages: pages.filter(({ clips }, at) => at === 0 || clips.length > 0) };
}

/** Two pages that were read at different times may both have what moved between them. */
function withoutThose(clips: readonly ClipView[], those: readonly ClipView[]): readonly ClipView[] {
  if (those.length === 0) return clips;
  const there = new Set(those.map(({ id }) => id));
  return clips.some(({ id }) => there.has(id)) ? clips.filter(({ id }) => !there.has(id)) : clips;
}
