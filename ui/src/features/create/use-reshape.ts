// What changes its shape gets there in a moment rather than at once: drawn in its old size first, and let go.
import { type RefObject, useLayoutEffect, useRef } from "react";

/** What stands first in a room, as large as the room allows in its shape. */
export function useReshape(room: RefObject<HTMLElement | null>, ratio: number) {
  const before = useRef<{ element: Element | null; ratio: number } | null>(null);
  useLayoutEffect(() => {
    const element = room.current?.firstElementChild ?? null;
    const was = before.current;
    before.current = { element, ratio };
    // Something else in front comes in its own way.
    if (!room.current || !element?.animate || was?.element !== element || was.ratio === ratio) return;
    const { width, height } = room.current.getBoundingClientRect();
    const widthFor = (of: number) => Math.min(width, height * of);
    const now = widthFor(ratio);
    const old = widthFor(was.ratio);
    if (now === 0 || old === 0) return;
    const style = getComputedStyle(element);
    const duration = Number.parseFloat(style.getPropertyValue("--place"));
    if (!(duration > 0)) return;
    const scale = `scale(${old / now}, ${old / was.ratio / (now / ratio)})`;
    element.animate([{ transform: scale }, { transform: "none" }], {
      duration,
      easing: style.getPropertyValue("--ease").trim() || "ease-out",
    });
  }, [room, ratio]);
}
