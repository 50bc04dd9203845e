import { useEffect, useRef, useState } from "react";
import { reducedMotion } from "../../components/use-reduced-motion";
import { createSeeker, type Seeker } from "../../lib/seek";

/** A pointer on its way elsewhere starts nothing. */
const HOVER_MS = 300;
/** A little longer than the fade. */
const LEAVE_MS = 200;

type Stage = "still" | "loading" | "playing" | "leaving";

/**
 * Plays while the pointer rests on the clip, and shows the moment under the pointer while that moves along the strip
 * at its foot. The film fades in once it really moves, fades out when the pointer leaves or the wall is scrolled,
 * and then gives decoder and connection back.
 */
export function useHoverPlay(allowed: boolean, seconds: number) {
  const [stage, setStage] = useState<Stage>("still");
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const video = useRef<HTMLVideoElement>(null);
  const seeker = useRef<Seeker | null>(null);
  /** Where the pointer is along the strip, 0 to 1; null while it is elsewhere. */
  const share = useRef<number | null>(null);
  const enter = () => {
    clearTimeout(timer.current);
    // Back before it was let go of: it has played on.
    setStage((now) => (now === "leaving" ? "playing" : now));
    timer.current = setTimeout(() => setStage((now) => (now === "still" ? "loading" : now)), HOVER_MS);
  };
  const leave = useRef(() => {
    clearTimeout(timer.current);
    share.current = null;
    setStage((now) => (now === "playing" && !reducedMotion() ? "leaving" : "still"));
    timer.current = setTimeout(() => setStage("still"), LEAVE_MS);
  }).current;
  const scrub = (to: number) => {
    clearTimeout(timer.current);
    share.current = to;
    setStage((now) => (now === "playing" ? now : "loading"));
    video.current?.pause();
    seeker.current?.to(to * seconds);
  };
  const goOn = () => {
    if (share.current === null) return;
    share.current = null;
    video.current?.play().catch(() => {});
  };

  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (allowed) return;
    clearTimeout(timer.current);
    setStage("still");
  }, [allowed]);

  const there = stage !== "still" && allowed;
  useEffect(() => {
    const element = video.current;
    if (!there || !element) return;
    seeker.current = createSeeker(element);
    if (share.current !== null) seeker.current.to(share.current * seconds);
    // Refused autoplay leaves the poster, which is fine.
    else element.play().catch(() => {});
    addEventListener("scroll", leave, { capture: true, passive: true });
    return () => {
      removeEventListener("scroll", leave, { capture: true });
      seeker.current?.end();
      seeker.current = null;
      element.pause();
      element.removeAttribute("src");
      element.load();
    };
  }, [there, leave, seconds]);

  const showing = () => setStage((now) => (now === "loading" ? "playing" : now));
  return {
    there,
    moving: stage === "playing",
    film: { ref: video, onPlaying: showing, onSeeked: showing },
    handlers: allowed ? { onPointerEnter: enter, onPointerLeave: leave } : {},
    scrub: allowed ? { onMove: scrub, onLeave: goOn } : null,
  };
}
