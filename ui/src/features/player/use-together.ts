// Several films that play as one. The longest leads and has the clock; the others keep up with it, and a shorter one
// holds its last frame until all begin anew.
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { ClipView } from "../../api/types";
import { reducedMotion } from "../../components/use-reduced-motion";
import {
  clampFrame,
  createFrameClock,
  endOfFrame,
  frameAfter,
  frameAt,
  type Reel,
  timeOfFrame,
} from "../../lib/frames";
import { createSeeker, type Seeker } from "../../lib/seek";
import { keepUp, leader } from "../../lib/together";
import { type Manners, nextSpeed } from "./use-manners";
import { useReel } from "./use-transport";

interface Member {
  element: HTMLVideoElement;
  seeker: Seeker;
  reel: () => Reel;
}

export type TogetherState = ReturnType<typeof useTogether>;

/** The same clips for as long as they are shown. */
export function useTogether(clips: readonly ClipView[], { loop, speed, setSpeed }: Manners) {
  const lead = clips[leader(clips.map((clip) => (clip.missing ? 0 : clip.durationMs)))] as ClipView;
  const leadId = lead.id;
  const reel = useReel(lead);
  const [clock] = useState(createFrameClock);
  const [playing, setPlaying] = useState(false);
  const members = useRef(new Map<string, Member>());
  const now = useRef({ reel, loop, speed });
  useEffect(() => {
    now.current = { reel, loop, speed };
  });

  const moves = useMemo(() => {
    const first = () => members.current.get(leadId);
    const show = (frame: number) => {
      const at = clampFrame(frame, now.current.reel);
      const time = timeOfFrame(at, now.current.reel);
      clock.set(at);
      for (const { seeker, reel: own } of members.current.values())
        seeker.to(Math.min(time, timeOfFrame(own().frames - 1, own())));
    };
    const pause = () => {
      for (const { element } of members.current.values()) element.pause();
    };
    const toFrame = (frame: number) => {
      pause();
      show(frame);
    };
    const play = () => {
      if (clock.get() >= now.current.reel.frames - 1) show(0);
      // The others follow: one that has ended would begin anew by itself.
      first()
        ?.element.play()
        .catch(() => {});
    };
    const look = () => {
      const one = first();
      if (!one || one.seeker.wish !== null) return;
      clock.set(frameAt(one.element.currentTime, now.current.reel));
      if (one.element.paused) return;
      for (const { element, reel: own } of members.current.values())
        if (element !== one.element)
          keepUp(element, one.element, endOfFrame(own().frames - 1, own()), now.current.speed);
    };
    return {
      show,
      toFrame,
      play,
      look,
      step: (by: number) => toFrame(clock.get() + by),
      second: (by: number) => show(frameAfter(clock.get(), by, now.current.reel)),
      toggle: () => (first()?.element.paused === false ? pause() : play()),
      pause,
    };
  }, [leadId, clock]);

  /** A film comes in; the answer lets it go. */
  const join = useCallback(
    (id: string, element: HTMLVideoElement, own: () => Reel) => {
      const leave = new AbortController();
      const seeker = createSeeker(element);
      members.current.set(id, { element, seeker, reel: own });
      element.playbackRate = now.current.speed;
      const on = (name: string, act: () => void) =>
        element.addEventListener(name, act, { signal: leave.signal });
      if (id === leadId) {
        on("play", () => setPlaying(true));
        on("pause", () => {
          // It goes on at once, and the button should not wink.
          if (element.ended && now.current.loop) return;
          setPlaying(false);
          moves.pause();
        });
        on("ended", () => {
          if (!now.current.loop) return;
          moves.show(0);
          moves.play();
        });
        for (const name of ["timeupdate", "seeking", "seeked"]) on(name, moves.look);
        if (!reducedMotion()) moves.play();
      }
      return () => {
        leave.abort();
        seeker.end();
        members.current.delete(id);
      };
    },
    [leadId, moves],
  );

  useEffect(() => {
    for (const { element } of members.current.values()) element.playbackRate = speed;
  }, [speed]);

  useEffect(() => {
    if (!playing) return;
    let next = 0;
    const tick = () => {
      moves.look();
      next = requestAnimationFrame(tick);
    };
    next = requestAnimationFrame(tick);
    return () => cancelAnimationFrame(next);
  }, [playing, moves]);

  return {
    ...moves,
    join,
    reel,
    clock,
    playing,
    faster: () => (playing ? setSpeed(nextSpeed(speed, 1)) : moves.play()),
    slower: () => (playing ? setSpeed(nextSpeed(speed, -1)) : moves.second(-1)),
  };
}
