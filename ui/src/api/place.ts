// A clip of which only its place on the wall is known, and what a selection asks. There may be a hundred thousand of
// them: what they all have in common stands once, in what they are made after, and not in each.
import type { ClipView } from "../platform/types";

const NOTHING: Omit<ClipView, keyof Known> = {
  ...{ jobId: "", setId: "", name: "", model: "", prompt: "", note: "", posterUrl: "", videoUrl: "" },
  ...{ aspectRatio: null, quality: null, duration: null, taskNumber: null, estimateMicros: null },
  ...{ sentAtMs: null, readyAtMs: null, createdAtMs: 0, pressedAtMs: 0, durationMs: 0, frames: 0, fps: null },
  ...{ pictures: [], practice: false, downloadable: false },
};
/** One and the same for all that are in none. */
const NONE: string[] = [];

type Known = Pick<
  ClipView,
  "id" | "width" | "height" | "bytes" | "favourite" | "trashed" | "missing" | "collections"
>;

class Place implements Known {
  readonly id;
  readonly width;
  readonly height;
  readonly bytes;
  readonly favourite;
  readonly trashed;
  readonly missing;
  readonly collections;

  constructor(clip: Known) {
    this.id = clip.id;
    this.width = clip.width;
    this.height = clip.height;
    this.bytes = clip.bytes;
    this.favourite = clip.favourite;
    this.trashed = clip.trashed;
    this.missing = clip.missing;
    this.collections = clip.collections.length > 0 ? clip.collections : NONE;
  }
}
Object.assign(Place.prototype, NOTHING);

/** Whether a clip is only known as far as its place on the wall goes. */
export function isFar(clip: ClipView): boolean {
  return clip instanceof Place;
}

export function placeOf(clip: ClipView): ClipView {
  return isFar(clip) ? clip : (new Place(clip) as Place & typeof NOTHING);
}

/** A clip after a change, no more of it kept than there was before. */
export function likeBefore(before: ClipView, changed: ClipView): ClipView {
  return isFar(before) ? placeOf(changed) : changed;
}
