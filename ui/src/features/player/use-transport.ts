// The video element's state, and what can be done to it. Times come from the element itself: a callback
// per shown frame is not there on every system.
import { type RefObject, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import type { ClipView } from "../../api/types";
import {
  clampFrame,
  createFrameClock,
  type FrameClock,
  frameAt,
  type Reel,
  timeOfFrame,
} from "../../lib/frames";
import { createSeeker, type Seeker } from "../../lib/seek";

export const SPEEDS = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2] as const;

export type TransportState = ReturnType<typeof useTransport>;

/** A file that does not say its rate still has frames and a length. */
export function useReel({ fps, frames, durationMs }: ClipView): Reel {
  return useMemo(
    () => ({ fps: fps ?? (frames * 1000) / Math.max(1, durationMs), frames }),
    [fps, frames, durationMs],
  );
}

/** The frame on screen, for the few parts that show it. */
export function useFrame(clock: FrameClock): number {
  return useSyncExternalStore(clock.subscribe, clock.get);
}

export function useTransport(video: RefObject<HTMLVideoElement | null>, clip: ClipView) {
  const reel = useReel(clip);
  const [clock] = useState(createFrameClock);
  const seeker = useRef<Seeker | null>(null);
  const [playing, setPlaying] = useState(false);
  const [failed, setFailed] = useState(false);
  const [loop, setLoop] = useState(true);
  const [muted, setMuted] = useState(false);
  const [volume, setVolume] = useState(1);
  const [speed, setSpeed] = useState(1);

  useEffect(() => {
    const element = video.current;
    if (!element) return;
    const leave = new AbortController();
    const own = createSeeker(element);
    seeker.current = own;
    const on = (name: string, act: () => void) =>
      element.addEventListener(name, act, { signal: leave.signal });
    on("play", () => setPlaying(true));
    on("pause", () => setPlaying(false));
    on("error", () => setFailed(true));
    on("loadedmetadata", () => setFailed(false));
    for (const name of ["timeupdate", "seeking", "seeked"])
      on(name, () => {
        // A wish that is still on its way is what is shown; the element has not heard of it yet.
        if (own.wish === null) clock.set(frameAt(element.currentTime, reel));
      });
    return () => {
      leave.abort();
      own.end();
      // Decoder and connection are given back at once, not when the collector comes by.
      element.pause();
      element.removeAttribute("src");
      element.load();
    };
  }, [video, clock, reel]);

  // Under StrictMode an effect runs twice and the first leave takes the address away; this gives it back.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new reel has taken the address away, too
  useEffect(() => {
    const element = video.current;
    if (element && !clip.missing && element.getAttribute("src") !== clip.videoUrl)
      element.src = clip.videoUrl;
  }, [video, clip.missing, clip.videoUrl, reel]);

  useEffect(() => {
    if (!playing) return;
    let next = 0;
    const tick = () => {
      if (video.current && seeker.current?.wish === null) clock.set(frameAt(video.current.currentTime, reel));
      next = requestAnimationFrame(tick);
    };
    next = requestAnimationFrame(tick);
    return () => cancelAnimationFrame(next);
  }, [playing, video, clock, reel]);

  useEffect(() => {
    const element = video.current;
    if (!element) return;
    element.loop = loop;
    element.muted = muted;
    element.volume = volume;
    element.playbackRate = speed;
  }, [video, loop, muted, volume, speed]);

  const moves = useMemo(() => {
    const show = (frame: number) => {
      const at = clampFrame(frame, reel);
      clock.set(at);
      seeker.current?.to(timeOfFrame(at, reel));
    };
    const toFrame = (frame: number) => {
      video.current?.pause();
      show(frame);
    };
    return {
      toFrame,
      step: (by: number) => toFrame(clock.get() + by),
      /** By seconds, playing on where it played. */
      second: (by: number) => show(frameAt(timeOfFrame(clock.get(), reel) + by, reel)),
      play: () => void video.current?.play().catch(() => {}),
      toggle: () => {
        const element = video.current;
        if (!element) return;
        if (element.paused) element.play().catch(() => {});
        else element.pause();
      },
    };
  }, [video, clock, reel]);

  const stepSpeed = (by: 1 | -1) =>
    setSpeed((now) => {
      const at = SPEEDS.indexOf(now as (typeof SPEEDS)[number]);
      return SPEEDS[Math.max(0, Math.min(SPEEDS.length - 1, at + by))] ?? 1;
    });

  return {
    ...moves,
    reel,
    clock,
    playing,
    failed,
    loop,
    setLoop,
    muted,
    setMuted,
    volume,
    setVolume,
    speed,
    setSpeed,
    /** L: plays, and faster with every further press. */
    faster: () => (playing ? stepSpeed(1) : moves.toggle()),
    /** J: slower while playing, one second back while not. */
    slower: () => (playing ? stepSpeed(-1) : moves.second(-1)),
  };
}
