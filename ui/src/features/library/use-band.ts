// Which part of the wall is looked at. Only tiles in this band are in the page, however long the wall is.
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";

export interface Band {
  top: number;
  bottom: number;
}

/** The band moves in steps: scrolling by less draws nothing anew. */
const STEP = 160;
/** How far it reaches beyond what is seen, so that a quick scroll shows no empty wall. */
const BEYOND = { least: 320, most: 640 };
/** Until the box is laid out: a usual window. */
const USUAL: Band = { top: 0, bottom: 1280 };

/**
 * `sight` is what is seen, also while the place is hidden. The bar lies over the first rows just as far as it pushes
 * them down, so the scroll is the wall's own.
 */
export function useBand(
  box: RefObject<HTMLElement | null>,
  wall: RefObject<HTMLElement | null>,
  shown: boolean,
) {
  const [band, setBand] = useState(USUAL);
  const { rushing, rush } = useRush();
  const sight = useRef({ top: 0, height: 0 });
  const look = useCallback(() => {
    const view = box.current;
    // A hidden place has no height; it keeps the band that it had.
    if (!view || view.clientHeight === 0) return;
    sight.current = { top: view.scrollTop, height: view.clientHeight };
    rush(sight.current);
    const next = bandOf(view, wall.current?.offsetTop ?? 0);
    setBand((last) => (last.top === next.top && last.bottom === next.bottom ? last : next));
  }, [box, wall, rush]);
  useLayoutEffect(() => {
    const view = box.current;
    if (!view || !shown) return;
    look();
    const watch = new ResizeObserver(look);
    watch.observe(view);
    view.addEventListener("scroll", look, { passive: true });
    return () => {
      watch.disconnect();
      view.removeEventListener("scroll", look);
    };
  }, [box, shown, look]);
  return { band, look, sight, rushing };
}

/** More than a screen in so many ms is looked over and not at. */
const GLANCE = 200;
/** So long after it, in ms, it is looked at again. */
const SETTLED = 120;

/**
 * Whether the wall is rushing by, as when its scroll bar is drawn: pictures that nobody could see are not asked for.
 * Thousands that were, and that nobody waits for any more, stand in the way of those that are looked at then, and
 * the web view keeps memory for each.
 */
function useRush() {
  const [rushing, setRushing] = useState(false);
  const from = useRef({ at: Number.NEGATIVE_INFINITY, top: 0 });
  const settle = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(settle.current), []);
  const rush = useCallback(({ top, height }: { top: number; height: number }) => {
    const at = performance.now();
    const fast = Math.abs(top - from.current.top) > height;
    if (fast || at - from.current.at > GLANCE) from.current = { at, top };
    if (!fast) return;
    setRushing(true);
    clearTimeout(settle.current);
    settle.current = setTimeout(() => setRushing(false), SETTLED);
  }, []);
  return { rushing, rush };
}

function bandOf({ scrollTop, clientHeight }: HTMLElement, offset: number): Band {
  const beyond = Math.max(BEYOND.least, Math.min(BEYOND.most, clientHeight / 2));
  const top = scrollTop - offset - beyond;
  const bottom = scrollTop - offset + clientHeight + beyond;
  return { top: Math.floor(top / STEP) * STEP, bottom: Math.ceil(bottom / STEP) * STEP };
}
