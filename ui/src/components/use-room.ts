// How much room a box has inside, and what its stylesheet puts between and under the things in it.
import { type RefObject, useLayoutEffect, useState } from "react";
import type { Room } from "../lib/tiling";

/** Until the box is laid out, and where nothing ever is: a usual window. */
const USUAL: Room = { width: 860, height: 480, gap: 12, caption: 44, least: 160 };

/** `item` finds one of the things in it, `caption` one of those that stand under them; all are alike. */
export function useRoom(box: RefObject<HTMLElement | null>, item: string, caption: string): Room {
  const [room, setRoom] = useState(USUAL);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const look = () => {
      const { columnGap, paddingLeft, paddingRight } = getComputedStyle(element);
      const one = element.querySelector(item);
      const now = {
        width: element.clientWidth - pixels(paddingLeft, 0) - pixels(paddingRight, 0),
        height: element.clientHeight,
        gap: pixels(columnGap, USUAL.gap),
        caption: element.querySelector<HTMLElement>(caption)?.offsetHeight || USUAL.caption,
        least: one ? pixels(getComputedStyle(one).minWidth, USUAL.least) : USUAL.least,
      };
      if (now.width <= 0 || now.height <= 0) return;
      setRoom((last) =>
        (Object.keys(now) as (keyof Room)[]).every((key) => now[key] === last[key]) ? last : now,
      );
    };
    look();
    const watch = new ResizeObserver(look);
    watch.observe(element);
    // It may need a second line where it is narrow.
    const under = element.querySelector(caption);
    if (under) watch.observe(under);
    return () => watch.disconnect();
  }, [box, item, caption]);
  return room;
}

function pixels(length: string, otherwise: number): number {
  const value = Number.parseFloat(length);
  return Number.isFinite(value) ? value : otherwise;
}
