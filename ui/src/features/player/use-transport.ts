// The video element's state, and what can be done to it. Times come from the element itself: a callback
// per shown frame is not there on every system.
import { type RefObject, useCallback, useEffect, useMemo, useState } from "react";
import type { ClipView } from "../../api/types";
import { clampFrame, frameAt, timeOfFrame } from "../../lib/frames";

export const SPEEDS = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2] as const;

export type TransportState = ReturnType<typeof useTransport>;

export function useTransport(video: RefObject<HTMLVideoElement | null>, clip: ClipView) {
  const [playing, setPlaying] = useState(false);
  const [time, setTime] = useState(0);
  const [duration, setDuration] = useState(clip.durationMs / 1000);
  const [failed, setFailed] = useState(false);
  const [loop, setLoop] = useState(true);
  const [muted, setMuted] = useState(false);
  const [volume, setVolume] = useState(1);
  const [speed, setSpeed] = useState(1);
  const { fps, frames, durationMs } = clip;
  // A file that does not say its rate still has frames and a length.
  const reel = useMemo(
    () => ({ fps: fps ?? (frames * 1000) / Math.max(1, durationMs), frames }),
    [fps, frames, durationMs],
  );

  useEffect(() => {
    const element = video.current;
    if (!element) return;
    const leave = new AbortController();
    const on = (name: string, act: () => void) =>
      element.addEventListener(name, act, { signal: leave.signal });
    on("play", () => setPlaying(true));
    on("pause", () => setPlaying(false));
    on("error", () => setFailed(true));
    on("loadedmetadata", () => {
      setFailed(false);
      if (Number.isFinite(element.duration)) setDuration(element.duration);
    });
    for (const name of ["timeupdate", "seeking", "seeked"]) on(name, () => setTime(element.currentTime));
    return () => {
      leave.abort();
      // Decoder and connection are given back at once, not when the collector comes by.
      element.pause();
      element.removeAttribute("src");
      element.load();
    };
  }, [video]);

  // Under StrictMode an effect runs twice and the first leave takes the address away; this gives it back.
  useEffect(() => {
    const element = video.current;
    if (element && !clip.missing && element.getAttribute("src") !== clip.videoUrl)
      element.src = clip.videoUrl;
  }, [video, clip.missing, clip.videoUrl]);

  useEffect(() => {
    if (!playing) return;
    let frame = 0;
    const tick = () => {
      if (video.current) setTime(video.current.currentTime);
      frame = requestAnimationFrame(tick);
    };
    frame = requestAnimationFrame(tick);
    return () => cancelAnimationFrame(frame);
  }, [playing, video]);

  useEffect(() => {
    const element = video.current;
    if (!element) return;
    element.loop = loop;
    element.muted = muted;
    element.volume = volume;
    element.playbackRate = speed;
  }, [video, loop, muted, volume, speed]);

  const seek = useCallback(
    (to: number) => {
      const element = video.current;
      if (!element) return;
      const end = Number.isFinite(element.duration) ? element.duration : duration;
      const at = Math.max(0, Math.min(end, to));
      element.currentTime = at;
      setTime(at);
    },
    [video, duration],
  );
  const frame = frameAt(time, reel);
  const toFrame = useCallback(
    (to: number) => {
      video.current?.pause();
      seek(timeOfFrame(clampFrame(to, reel), reel));
    },
    [video, seek, reel],
  );
  const toggle = useCallback(() => {
    const element = video.current;
    if (!element) return;
    if (element.paused) element.play().catch(() => {});
    else element.pause();
  }, [video]);
  const stepSpeed = (by: 1 | -1) =>
    setSpeed((now) => {
      const at = SPEEDS.indexOf(now as (typeof SPEEDS)[number]);
      return SPEEDS[Math.max(0, Math.min(SPEEDS.length - 1, at + by))] ?? 1;
    });

  return {
    playing,
    time,
    duration,
    failed,
    frame,
    loop,
    setLoop,
    muted,
    setMuted,
    volume,
    setVolume,
    speed,
    setSpeed,
    toggle,
    seek,
    toFrame,
    /** L: plays, and faster with every further press. */
    faster: () => (playing ? stepSpeed(1) : toggle()),
    /** J: slower while playing, one second back while not. */
    slower: () => (playing ? stepSpeed(-1) : seek(time - 1)),
  };
}
