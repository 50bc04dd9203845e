import { type RefObject, useLayoutEffect, useRef } from "react";

/** A hidden place forgets how far it was scrolled; this remembers it. */
export function useKeptScroll(box: RefObject<HTMLElement | null>, shown: boolean) {
  const kept = useRef(0);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element || !shown) return;
    element.scrollTop = kept.current;
    const remember = () => {
      kept.current = element.scrollTop;
    };
    element.addEventListener("scroll", remember, { passive: true });
    return () => {
      element.removeEventListener("scroll", remember);
      // The last movement may not have been told yet; a box that is already hidden only knows zero.
      if (element.offsetParent !== null) remember();
    };
  }, [box, shown]);
}
