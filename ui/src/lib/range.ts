// The part of a film between two marks: which frames are in it, and where playing goes at its end. Pure.

/** Frames from 0, both in it. */
export interface Range {
  first: number;
  last: number;
}

/** Null where all of the film is in it: then there is nothing to tell it by. */
function marked(first: number, last: number, frames: number): Range | null {
  return first <= 0 && last >= frames - 1 ? null : { first, last };
}

/** With its beginning at a frame. A beginning behind the end takes the end along. */
export function withFirst(range: Range | null, frame: number, frames: number): Range | null {
  const last = range?.last ?? frames - 1;
  return marked(frame, frame > last ? frames - 1 : last, frames);
}

/** With its end at a frame. An end before the beginning takes the beginning along. */
export function withLast(range: Range | null, frame: number, frames: number): Range | null {
  const first = range?.first ?? 0;
  return marked(frame < first ? 0 : first, frame, frames);
}

/** The same marks in a film that turned out to have fewer frames. */
export function within(range: Range | null, frames: number): Range | null {
  if (!range) return null;
  const last = Math.min(range.last, frames - 1);
  return marked(Math.min(range.first, last), last, frames);
}

/**
 * What happens to a film that plays, as it has come from one frame to the next: with the loop on it goes round
 * inside the marks, without it it stops at the end of them where it played in them.
 */
export function atEndOf(range: Range | null, loop: boolean, before: number, now: number) {
  if (!range || now <= range.last) return "on";
  if (loop) return "round";
  return before >= range.first && before <= range.last ? "stop" : "on";
}
