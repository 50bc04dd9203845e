import { type RefObject, useEffect, useRef } from "react";
import { isComposing, isTyping } from "../../lib/keys";

/** The focus goes in when the panel opens and back where it was when it closes; Esc closes it. */
export function usePanel(onClose: () => void): RefObject<HTMLElement | null> {
  const panel = useRef<HTMLElement>(null);
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });

  useEffect(() => {
    const element = panel.current;
    const before = document.activeElement;
    // A menu that opened the panel gives the focus back first.
    const frame = requestAnimationFrame(() => element?.focus({ preventScroll: true }));
    return () => {
      cancelAnimationFrame(frame);
      // Only a focus that would be lost with the panel is led back.
      const lost = document.activeElement === document.body || element?.contains(document.activeElement);
      if (lost && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented || isComposing(event) || isTyping(event.target))
        return;
      // Esc in full screen belongs to the screen.
      if (document.fullscreenElement) return;
      event.preventDefault();
      close.current();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);

  return panel;
}
