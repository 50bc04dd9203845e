// How films are played, whichever they are: it stays while one goes from clip to clip.
import { useMemo, useState } from "react";

export const SPEEDS = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2] as const;

export type Manners = ReturnType<typeof useManners>;

export function useManners() {
  const [loop, setLoop] = useState(true);
  const [muted, setMuted] = useState(false);
  const [volume, setVolume] = useState(1);
  const [speed, setSpeed] = useState(1);
  return useMemo(
    () => ({ loop, setLoop, muted, setMuted, volume, setVolume, speed, setSpeed }),
    [loop, muted, volume, speed],
  );
}

/** The next of the speeds, upwards or downwards. */
export function nextSpeed(now: number, by: 1 | -1): number {
  const at = SPEEDS.indexOf(now as (typeof SPEEDS)[number]);
  return SPEEDS[Math.max(0, Math.min(SPEEDS.length - 1, at + by))] ?? 1;
}
