// Work for when a change stands in the page: what comes back must be in its place before it can take the focus.
import { type RefObject, useLayoutEffect, useState } from "react";

/** Does the work in the frame after everything that is set in the same moment has come into the page. */
export function useOnceDrawn(): (work: () => void) => void {
  const [work, setWork] = useState<(() => void) | null>(null);
  useLayoutEffect(() => {
    if (!work) return;
    const frame = requestAnimationFrame(work);
    return () => cancelAnimationFrame(frame);
  }, [work]);
  return (next) => setWork(() => next);
}

/** Gives the focus to what has come back in a field's place, but not where somebody has gone on elsewhere. */
export function useFocusBack(to: RefObject<HTMLElement | null>): () => void {
  const onceDrawn = useOnceDrawn();
  return () => onceDrawn(() => document.activeElement === document.body && to.current?.focus());
}
