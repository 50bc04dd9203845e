import { type RefObject, useEffect, useRef, useState } from "react";
import { classes } from "./classes";
import { useReducedMotion } from "./use-reduced-motion";
import styles from "./wake.module.css";

interface Props {
  /** The still; null draws a frame that is not developed yet. */
  still: string | null;
  alt?: string;
  /** The film that the still becomes; null while there is none. */
  film?: string | null | undefined;
  /** It is being made: the still breathes, very slowly. */
  breathing?: boolean;
  /** Cross-fade into the film, play it once, and rest on its last frame. */
  waking?: boolean;
  /** It has woken and rests, or could not: it must not wake a second time. */
  onWoken?: (() => void) | undefined;
  fit?: "cover" | "contain";
  className?: string | undefined;
}

/** The one theatrical moment of the app: a still that breathes while its film is made, and wakes once. */
export function Wake({
  still,
  alt = "",
  film = null,
  breathing = false,
  waking = false,
  onWoken,
  fit = "cover",
  className,
}: Props) {
  const calm = useReducedMotion();
  const video = useRef<HTMLVideoElement>(null);
  const [awake, setAwake] = useState(false);
  const plays = film !== null && waking && !calm;
  useOnce(video, plays ? film : null, {
    onStart: () => setAwake(true),
    onEnd: onWoken,
    onLeave: () => setAwake(false),
  });

  return (
    <span
      className={classes(styles.wake, styles[fit], className)}
      data-breathing={breathing}
      data-awake={awake && plays}
      data-testid="wake"
    >
      {plays && (
        // Silent and without words, so there is nothing to caption.
        <video
          ref={video}
          className={styles.film}
          muted
          playsInline
          preload="auto"
          tabIndex={-1}
          aria-hidden="true"
        />
      )}
      {still === null ? (
        <span className={styles.undeveloped} />
      ) : (
        <img className={styles.still} src={still} alt={alt} draggable={false} />
      )}
    </span>
  );
}

/** Loads a film, plays it once, and lets go of it. A film that cannot play leaves the still, which is fine. */
function useOnce(
  video: RefObject<HTMLVideoElement | null>,
  film: string | null,
  tell: { onStart: () => void; onEnd: (() => void) | undefined; onLeave: () => void },
) {
  const told = useRef(tell);
  useEffect(() => {
    told.current = tell;
  });
  useEffect(() => {
    const element = video.current;
    if (!element || film === null) return;
    const leave = new AbortController();
    const on = (name: string, act: () => void) =>
      element.addEventListener(name, act, { signal: leave.signal });
    on("playing", () => told.current.onStart());
    on("ended", () => told.current.onEnd?.());
    on("error", () => {
      told.current.onLeave();
      told.current.onEnd?.();
    });
    element.src = film;
    element.play().catch(() => {
      // Whoever leaves before it begins is no failure to begin.
      if (!leave.signal.aborted) told.current.onEnd?.();
    });
    return () => {
      leave.abort();
      told.current.onLeave();
      element.pause();
      element.removeAttribute("src");
      element.load();
    };
  }, [video, film]);
}
