// Frame arithmetic: which frame a time shows, and which time surely shows a frame. By the file's own times where
// they are known, which is right for every film; else by its average rate, which is right for an even one.

/** Decoders round times a little; half a millisecond keeps a frame's own start inside the frame. */
const EPSILON_S = 0.0005;

/** When each frame begins, in seconds and in the order of showing, and when the last one ends. */
interface Times {
  starts: readonly number[];
  end: number;
}

export interface Reel {
  fps: number;
  frames: number;
  times?: Times | null;
}

interface Told {
  fps: number | null;
  frames: number;
  durationMs: number;
}

/** A file that does not say its rate still has frames and a length. Times that cannot be are left aside. */
export function reelOf({ fps, frames, durationMs }: Told, times: Times | null): Reel {
  const even = { fps: fps ?? (frames * 1000) / Math.max(1, durationMs), frames };
  return times && areSound(times) ? { ...even, frames: times.starts.length, times } : even;
}

function areSound({ starts, end }: Times): boolean {
  const last = starts.at(-1);
  if (last === undefined || !(end > last)) return false;
  return starts.every((start, at) => at === 0 || start > (starts[at - 1] ?? Number.POSITIVE_INFINITY));
}

export function clampFrame(frame: number, { frames }: Pick<Reel, "frames">): number {
  return Math.max(0, Math.min(Math.max(0, frames - 1), frame));
}

/** The frame (from 0) on screen at a time in seconds. */
export function frameAt(time: number, reel: Reel): number {
  if (!Number.isFinite(time)) return 0;
  if (reel.times) return lastBegun(reel.times.starts, time + EPSILON_S);
  return reel.fps > 0 ? clampFrame(Math.floor((time + EPSILON_S) * reel.fps), reel) : 0;
}

/** The last frame that has begun by a time; the first one where none has. */
function lastBegun(starts: readonly number[], time: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= time) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** When a frame begins: the time that is told beside its number. */
export function startOfFrame(frame: number, reel: Reel): number {
  const at = clampFrame(frame, reel);
  if (reel.times) return reel.times.starts[at] ?? 0;
  return reel.fps > 0 ? at / reel.fps : 0;
}

/** When a frame ends, which is when the next one begins. */
export function endOfFrame(frame: number, reel: Reel): number {
  const next = clampFrame(frame, reel) + 1;
  if (reel.times) return reel.times.starts[next] ?? reel.times.end;
  return reel.fps > 0 ? next / reel.fps : 0;
}

/** The middle of a frame: a seek there cannot land on its neighbour. */
export function timeOfFrame(frame: number, reel: Reel): number {
  return (startOfFrame(frame, reel) + endOfFrame(frame, reel)) / 2;
}

/** The frame so many seconds after another one, or before it. */
export function frameAfter(frame: number, seconds: number, reel: Reel): number {
  return frameAt(timeOfFrame(frame, reel) + seconds, reel);
}

/** The frame under a share (0 to 1) of the bar, whose first and last steps are the clip's first and last frame. */
export function frameUnder(share: number, { frames }: Pick<Reel, "frames">): number {
  return clampFrame(Math.round(share * (frames - 1)), { frames });
}

/** A number that changes many times a second, such as the frame on screen, for those few who show it. */
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
