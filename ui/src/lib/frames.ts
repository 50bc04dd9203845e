// Frame arithmetic: which frame a time shows, and which time surely shows a frame.

/** Decoders round times a little; half a millisecond keeps a frame's own start inside the frame. */
const EPSILON_S = 0.0005;

export interface Reel {
  fps: number;
  frames: number;
}

export function clampFrame(frame: number, { frames }: Reel): number {
  return Math.max(0, Math.min(Math.max(0, frames - 1), frame));
}

/** The frame (from 0) on screen at a time in seconds. */
export function frameAt(time: number, reel: Reel): number {
  if (!Number.isFinite(time) || reel.fps <= 0) return 0;
  return clampFrame(Math.floor((time + EPSILON_S) * reel.fps), reel);
}

/** The middle of a frame: a seek there cannot land on its neighbour. */
export function timeOfFrame(frame: number, reel: Reel): number {
  if (reel.fps <= 0) return 0;
  return (clampFrame(frame, reel) + 0.5) / reel.fps;
}
