import { useEffect, useRef, useState } from "react";

/** A pointer on its way elsewhere starts nothing. */
const HOVER_MS = 300;

/** Plays while the pointer rests on the clip, and gives decoder and connection back when it leaves. */
export function useHoverPlay(allowed: boolean) {
  const [playing, setPlaying] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const shown = useRef<HTMLVideoElement>(null);
  const leave = () => {
    clearTimeout(timer.current);
    setPlaying(false);
  };
  const enter = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setPlaying(true), HOVER_MS);
  };

  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (!allowed) {
      clearTimeout(timer.current);
      setPlaying(false);
    }
  }, [allowed]);
  useEffect(() => {
    const element = shown.current;
    if (!playing || !element) return;
    // Refused autoplay leaves the poster, which is fine.
    element.play().catch(() => {});
    return () => {
      element.pause();
      element.removeAttribute("src");
      element.load();
    };
  }, [playing]);

  return {
    playing: playing && allowed,
    video: shown,
    handlers: allowed ? { onPointerEnter: enter, onPointerLeave: leave } : {},
  };
}
