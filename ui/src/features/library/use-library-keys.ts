// The keys that work in the whole library, wherever the focus is: everything selected, nothing selected, and Delete
// for what is selected.
import { useEffect, useRef } from "react";
import { hasCommand, isComposing, isTyping } from "../../lib/keys";

interface Keys {
  shown: boolean;
  /** Whether anything is selected, or being looked up to be. */
  choosing: boolean;
  all: () => void;
  clear: () => void;
  /** What is selected; null where it lies in the trash already. */
  trash: (() => void) | null;
}

export function useLibraryKeys(keys: Keys) {
  const now = useRef(keys);
  useEffect(() => {
    now.current = keys;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!now.current.shown || event.defaultPrevented || isComposing(event) || event.altKey) return;
      if (isTyping(event.target) || elsewhere(event.target)) return;
      const act = actOf(event, now.current);
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}

/** What floats and the queue have keys of their own. */
function elsewhere(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest("[role=dialog], [role=alertdialog], [role=menu], [role=listbox], [data-testid=queue]") !==
      null
  );
}

function actOf(event: KeyboardEvent, { choosing, all, clear, trash }: Keys): (() => void) | null {
  if (hasCommand(event)) return event.key.toLowerCase() === "a" && !event.shiftKey ? all : null;
  if (!choosing) return null;
  if (event.key === "Escape") return clear;
  return event.key === "Delete" ? trash : null;
}
