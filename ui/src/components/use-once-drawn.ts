// Work for when a change stands in the page: what comes back must be in its place before it can take the focus.
import { useLayoutEffect, useState } from "react";

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
