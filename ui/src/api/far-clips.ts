// What is kept of clips that are far from what is looked at: their places on the wall, and what a selection has to
// know of them. A hundred thousand whole ones are several hundred megabytes in a web view. Their page is read anew
// as one comes near it.
import type { ClipList, Page } from "./clip-pages";
import { isFar, placeOf } from "./place";

/** So many clips before and after what is looked at stay whole. */
export const WHOLE_AROUND = 1_500;
/** So many pages are let go of at once, since each time costs as much as the list is long. */
const AT_ONCE = 4;

/** The list without what is far from these clips, by their numbers; the same where there is little of that. */
export function withoutFar(list: ClipList, { from, to }: { from: number; to: number }): ClipList {
  let first = 0;
  const far = new Set<Page>();
  for (const page of list.pages) {
    const next = first + page.clips.length;
    const away = next <= from - WHOLE_AROUND || first >= to + WHOLE_AROUND;
    // The first page is where the list begins, and is always kept as it is.
    if (away && first > 0 && page.clips.some((clip) => !isFar(clip))) far.add(page);
    first = next;
  }
  if (far.size < AT_ONCE) return list;
  return { ...list, pages: list.pages.map((page) => (far.has(page) ? letGo(page) : page)) };
}

/** It shows no state of the library any more: whoever comes near it reads it anew. */
function letGo(page: Page): Page {
  return { ...page, clips: page.clips.map(placeOf), read: Number.NEGATIVE_INFINITY };
}
