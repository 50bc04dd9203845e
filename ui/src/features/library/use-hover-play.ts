import { useEffect, useRef, useState } from "react";
import { reducedMotion } from "../../components/use-reduced-motion";

/** A pointer on its way elsewhere starts nothing. */
const HOVER_MS = 300;
/** A little longer than the fade. */
const LEAVE_MS = 200;

type Stage = "still" | "loading" | "playing" | "leaving";

/**
 * Plays while the pointer rests on the clip. The film fades in once it really moves, fades out when the pointer
 * leaves or the wall is scrolled, and then gives decoder and connection back.
 */
export function useHoverPlay(allowed: boolean) {
  const [stage, setStage] = useState<Stage>("still");
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const video = useRef<HTMLVideoElement>(null);
  const enter = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setStage("loading"), HOVER_MS);
  };
  const leave = useRef(() => {
    clearTimeout(timer.current);
    setStage((now) => (now === "playing" && !reducedMotion() ? "leaving" : "still"));
    timer.current = setTimeout(() => setStage("still"), LEAVE_MS);
  }).current;

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
    // Refused autoplay leaves the poster, which is fine.
    element.play().catch(() => {});
    addEventListener("scroll", leave, { capture: true, passive: true });
    return () => {
      removeEventListener("scroll", leave, { capture: true });
      element.pause();
      element.removeAttribute("src");
      element.load();
    };
  }, [there, leave]);

  return {
    there,
    moving: stage === "playing",
    video,
    onPlaying: () => setStage((now) => (now === "loading" ? "playing" : now)),
    handlers: allowed ? { onPointerEnter: enter, onPointerLeave: leave } : {},
  };
}
