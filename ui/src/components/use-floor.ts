import { type RefObject, useLayoutEffect } from "react";

/** What floats at the foot of a place says how high it is, so that messages stand above it. */
export function useFloor(bar: RefObject<HTMLElement | null>) {
  useLayoutEffect(() => {
    const element = bar.current;
    if (!element) return;
    const root = document.documentElement.style;
    const tell = () => {
      const { top, height } = element.getBoundingClientRect();
      // Hidden with its place, it is in nobody's way.
      if (height > 0) root.setProperty("--floor", `${window.innerHeight - top}px`);
      else root.removeProperty("--floor");
    };
    tell();
    const watch = new ResizeObserver(tell);
    watch.observe(element);
    window.addEventListener("resize", tell);
    return () => {
      watch.disconnect();
      window.removeEventListener("resize", tell);
      root.removeProperty("--floor");
    };
  }, [bar]);
}
