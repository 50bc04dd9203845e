// The video element's state, and what can be done to it. Times come from the element itself: a callback
// per shown frame is not there on every system.
import { type RefObject, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { useFrameTimes } from "../../api/film";
import type { ClipView } from "../../api/types";
import { letGo } from "../../lib/film";
import {
  clampFrame,
  createFrameClock,
  type FrameClock,
  frameAfter,
  frameAt,
  type Reel,
  reelOf,
  timeOfFrame,
} from "../../lib/frames";
import { atEndOf, type Range, withFirst, within, withLast } from "../../lib/range";
import { createSeeker, type Seeker } from "../../lib/seek";
import { type Manners, nextSpeed } from "./use-manners";

export type TransportState = ReturnType<typeof useTransport>;

/** By the file's own times as soon as they are known. */
export function useReel(clip: ClipView): Reel {
  const times = useFrameTimes(clip);
  const { fps, frames, durationMs } = clip;
  return useMemo(() => reelOf({ fps, frames, durationMs }, times), [fps, frames, durationMs, times]);
}

/** The frame on screen, for the few parts that show it. */
export function useFrame(clock: FrameClock): number {
  return useSyncExternalStore(clock.subscribe, clock.get);
}

/** The end of the range is met a moment early, or the frame behind it would be seen. */
const AHEAD_S = 0.008;

export function useTransport(
  video: RefObject<HTMLVideoElement | null>,
  clip: ClipView,
  { loop, muted, volume, speed, setSpeed }: Manners,
) {
  const reel = useReel(clip);
  const [clock] = useState(createFrameClock);
  const seeker = useRef<Seeker | null>(null);
  const [playing, setPlaying] = useState(false);
  const [failed, setFailed] = useState(false);
  const [marks, setMarks] = useState<Range | null>(null);
  const range = useMemo(() => within(marks, reel.frames), [marks, reel.frames]);
  // Neither the exact times, which come later, nor a mark may load the film anew.
  const now = useRef({ reel, range, loop });
  useEffect(() => {
    now.current = { reel, range, loop };
  });

  const moves = useMemo(() => {
    const show = (frame: number) => {
      const at = clampFrame(frame, now.current.reel);
      clock.set(at);
      seeker.current?.to(timeOfFrame(at, now.current.reel));
    };
    const toFrame = (frame: number) => {
      video.current?.pause();
      show(frame);
    };
    const play = () => void video.current?.play().catch(() => {});
    return {
      show,
      toFrame,
      step: (by: number) => toFrame(clock.get() + by),
      /** By seconds, playing on where it played. */
      second: (by: number) => show(frameAfter(clock.get(), by, now.current.reel)),
      play,
      toggle: () => {
        const element = video.current;
        if (!element) return;
        if (!element.paused) return element.pause();
        const { range: of, loop: round } = now.current;
        // At its end the range begins anew, as the whole film does.
        const end = now.current.reel.frames - 1;
        if (of && (clock.get() === of.last || (round && clock.get() > of.last))) show(of.first);
        else if (!of && clock.get() >= end) show(0);
        play();
      },
    };
  }, [video, clock]);

  const look = useRef(() => {
    const element = video.current;
    // A wish that is still on its way is what is shown; the element has not heard of it yet.
    if (!element || seeker.current?.wish !== null) return;
    const { reel: of, range: marked, loop: round } = now.current;
    const time = element.currentTime;
    const goes = element.paused ? "on" : atEndOf(marked, round, clock.get(), frameAt(time + AHEAD_S, of));
    if (goes === "round") moves.show(marked?.first ?? 0);
    else if (goes === "stop") moves.toFrame(marked?.last ?? 0);
    else clock.set(frameAt(time, of));
  }).current;

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
    for (const name of ["timeupdate", "seeking", "seeked"]) on(name, look);
    on("ended", () => {
      const { range: of, loop: round } = now.current;
      if (!of || !round) return;
      moves.show(of.first);
      moves.play();
    });
    return () => {
      leave.abort();
      own.end();
      letGo(element);
    };
  }, [video, moves, look]);

  // Under StrictMode an effect runs twice and the first leave takes the address away; this gives it back.
  useEffect(() => {
    const element = video.current;
    if (element && !clip.missing && element.getAttribute("src") !== clip.videoUrl)
      element.src = clip.videoUrl;
  }, [video, clip.missing, clip.videoUrl]);

  // The same moment may be another frame, now that the times are known.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the reel is what has changed
  useEffect(look, [reel, look]);

  useEffect(() => {
    if (!playing) return;
    let next = 0;
    const tick = () => {
      look();
      next = requestAnimationFrame(tick);
    };
    next = requestAnimationFrame(tick);
    return () => cancelAnimationFrame(next);
  }, [playing, look]);

  const marked = range !== null;
  useEffect(() => {
    const element = video.current;
    if (!element) return;
    element.loop = loop && !marked;
    element.muted = muted;
    element.volume = volume;
    element.playbackRate = speed;
  }, [video, loop, marked, muted, volume, speed]);

  return {
    ...moves,
    reel,
    clock,
    playing,
    failed,
    /** The part between the marks; null for all of it. */
    range,
    setRange: setMarks,
    markIn: () => setMarks(withFirst(range, clock.get(), reel.frames)),
    markOut: () => setMarks(withLast(range, clock.get(), reel.frames)),
    /** L: plays, and faster with every further press. */
    faster: () => (playing ? setSpeed(nextSpeed(speed, 1)) : moves.toggle()),
    /** J: slower while playing, one second back while not. */
    slower: () => (playing ? setSpeed(nextSpeed(speed, -1)) : moves.second(-1)),
  };
}
