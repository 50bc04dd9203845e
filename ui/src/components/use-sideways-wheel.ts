import { type RefObject, useEffect } from "react";

/** A wheel that only turns up and down moves a row sideways, as far as that goes; then it is the page's again. */
export function useSidewaysWheel(row: RefObject<HTMLElement | null>) {
  useEffect(() => {
    const element = row.current;
    if (!element) return;
    const turn = (event: WheelEvent) => {
      if (event.deltaX !== 0 || event.ctrlKey) return;
      const was = element.scrollLeft;
      element.scrollLeft += event.deltaY;
      if (element.scrollLeft !== was) event.preventDefault();
    };
    element.addEventListener("wheel", turn, { passive: false });
    return () => element.removeEventListener("wheel", turn);
  }, [row]);
}
