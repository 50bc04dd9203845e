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

/** When a frame begins: the time that is told beside its number. */
export function startOfFrame(frame: number, reel: Reel): number {
  return reel.fps > 0 ? clampFrame(frame, reel) / reel.fps : 0;
}

/** The frame under a share (0 to 1) of the bar, whose first and last steps are the clip's first and last frame. */
export function frameUnder(share: number, { frames }: Reel): number {
  return clampFrame(Math.round(share * (frames - 1)), { fps: 1, frames });
}

/** The middle of a frame: a seek there cannot land on its neighbour. */
export function timeOfFrame(frame: number, reel: Reel): number {
  if (reel.fps <= 0) return 0;
  return (clampFrame(frame, reel) + 0.5) / reel.fps;
}

/** The frame on screen, for those who show it: it changes many times a second, and nothing else should. */
export interface FrameClock {
  get(): number;
  set(frame: number): void;
  subscribe(changed: () => void): () => void;
}

export function createFrameClock(): FrameClock {
  const listeners = new Set<() => void>();
  let now = 0;
  return {
    get: () => now,
    set(frame) {
      if (frame === now) return;
      now = frame;
      for (const listener of listeners) listener();
    },
    subscribe(changed) {
      listeners.add(changed);
      return () => void listeners.delete(changed);
    },
  };
}
