// Pulling a thing out of the window: a press that moves is handed to the system, a press that rests is a click.
import { type MouseEvent, type PointerEvent, useRef } from "react";

/** As far as a finger trembles. */
const MOVED_PX = 4;

/** `onDrag` is called once for each pull, while the button is still down; from then on the system has the pointer. */
export function useDragOut(onDrag: () => void) {
  const from = useRef<{ x: number; y: number } | null>(null);
  const pulled = useRef(false);
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      pulled.current = false;
      from.current = event.button === 0 ? { x: event.clientX, y: event.clientY } : null;
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const start = from.current;
      if (!start) return;
      // The button was let go of outside the window, where nobody heard of it.
      if ((event.buttons & 1) === 0) from.current = null;
      else if (Math.hypot(event.clientX - start.x, event.clientY - start.y) >= MOVED_PX) {
        from.current = null;
        pulled.current = true;
        onDrag();
      }
    },
    onPointerUp: () => {
      from.current = null;
    },
    /** A pull that ends upon the thing itself would count as a click. */
    onClickCapture: (event: MouseEvent<HTMLElement>) => {
      if (!pulled.current) return;
      pulled.current = false;
      event.preventDefault();
      event.stopPropagation();
    },
    /** The page's own drag and drop would take the pointer first. */
    draggable: false,
  };
}
