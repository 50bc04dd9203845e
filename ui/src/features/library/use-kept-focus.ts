// What has the focus may leave with what was done, or by a change that comes later: the keys are not left nowhere.
import { type RefObject, useEffect, useRef } from "react";

/** When the list changes and the focus that was in the library is gone, it goes to the clip that the keys are at. */
export function useKeptFocus(box: RefObject<HTMLElement | null>, shown: boolean, list: unknown) {
  const inside = useRef(false);
  useEffect(() => {
    const leave = new AbortController();
    const options = { capture: true, signal: leave.signal };
    // A press beside everything takes the focus away, and is meant to; what it presses has it a moment later.
    const forget = ({ target }: Event) => {
      if (!floats(target)) inside.current = false;
    };
    const look = ({ target }: FocusEvent) => {
      if (!floats(target)) inside.current = target instanceof Node && box.current?.contains(target) === true;
    };
    document.addEventListener("pointerdown", forget, options);
    document.addEventListener("focusin", look, options);
    return () => leave.abort();
  }, [box]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the list is what has changed
  useEffect(() => {
    if (!shown || !inside.current) return;
    // After whoever leads the focus on by itself.
    const frame = requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        const { activeElement } = document;
        if (!inside.current || (activeElement && activeElement !== document.body)) return;
        const next = WHERE.map((what) => box.current?.querySelector<HTMLElement>(what)).find(Boolean);
        next?.focus({ preventScroll: true });
      }),
    );
    return () => cancelAnimationFrame(frame);
  }, [list, shown, box]);
}

/** What is asked and chosen from gives the focus back to where it came from. */
const floats = (target: EventTarget | null) =>
  target instanceof Element &&
  target.closest("[role=dialog], [role=alertdialog], [role=menu], [role=listbox]") !== null;

const WHERE = ['[data-open][tabindex="0"]', "input[type=search]", "button"];
