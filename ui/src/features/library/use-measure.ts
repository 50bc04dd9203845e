// How wide the wall is, and how its rows are to be: the gap and the heights stand in the stylesheet of the box.
import { type RefObject, useLayoutEffect, useState } from "react";
import { type Measure, sameMeasure, targetRow } from "../../lib/justify";

/** Until the box is laid out: a usual window. */
const USUAL = { width: 960, gap: 8, least: 176, most: 272 };

export function useMeasure(box: RefObject<HTMLElement | null>): Measure {
  const [measure, setMeasure] = useState<Measure>(() => measureOf(USUAL));
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const look = () => {
      const now = read(element);
      // A hidden place has no width; it keeps the one that it had.
      if (now) setMeasure((last) => (sameMeasure(last, now) ? last : now));
    };
    look();
    const watch = new ResizeObserver(look);
    watch.observe(element);
    return () => watch.disconnect();
  }, [box]);
  return measure;
}

function read(element: HTMLElement): Measure | null {
  const { paddingLeft, paddingRight, columnGap, gridTemplateRows } = getComputedStyle(element);
  const width = element.clientWidth - pixels(paddingLeft, 0) - pixels(paddingRight, 0);
  if (width <= 0) return null;
  const [least = "", most = ""] = gridTemplateRows.split(" ");
  return measureOf({
    width: Math.floor(width),
    gap: pixels(columnGap, USUAL.gap),
    least: pixels(least, USUAL.least),
    most: pixels(most, USUAL.most),
  });
}

function measureOf({ width, gap, least, most }: typeof USUAL): Measure {
  return { width, gap, target: targetRow(width, least, most) };
}

function pixels(length: string, otherwise: number): number {
  const value = Number.parseFloat(length);
  return Number.isFinite(value) ? value : otherwise;
}
