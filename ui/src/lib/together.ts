// Films that play side by side as one: which one leads, and how the others keep up with it. Pure, on the few
// fields of a media element that it needs.

export type Voice = Pick<HTMLMediaElement, "currentTime" | "paused" | "playbackRate" | "seeking" | "play">;

/** More than this is seen, and is mended by a jump; less by a step that is a little longer or shorter. */
const JUMP_S = 0.12;
const NUDGE_S = 0.02;
/** A speed that is off by so much is not heard or seen. */
const MOST_NUDGE = 0.08;

/** The longest leads: it is there until the end. The first of those that are equal. */
export function leader(lengths: readonly number[]): number {
  return lengths.reduce((best, length, at) => (length > (lengths[best] ?? 0) ? at : best), 0);
}

/** Brings a film to where the leader is. One that has ended holds its last frame until the leader begins anew. */
export function keepUp(film: Voice, lead: Voice, end: number, speed: number) {
  if (lead.currentTime >= end) return;
  const late = lead.currentTime - film.currentTime;
  if (film.seeking || lead.seeking) return;
  if (Math.abs(late) > JUMP_S) film.currentTime = lead.currentTime;
  const nudge = Math.abs(late) > NUDGE_S ? Math.max(-MOST_NUDGE, Math.min(MOST_NUDGE, late)) : 0;
  const rate = speed * (1 + nudge);
  if (film.playbackRate !== rate) film.playbackRate = rate;
  if (film.paused && !lead.paused) void film.play().catch(() => {});
}
