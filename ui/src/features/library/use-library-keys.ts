// The keys that work in the whole library, wherever the focus is: everything selected, nothing selected, and S and
// Delete for what is selected.
import { useEffect, useRef } from "react";
import { useApp } from "../../api/hooks";
import { hasCommand, isComposing, isDelete, isTyping } from "../../lib/keys";

interface Keys {
  shown: boolean;
  /** Whether anything is selected, or being looked up to be. */
  choosing: boolean;
  all: () => void;
  clear: () => void;
  /** For what is selected; null where nothing is, or it lies in the trash. */
  favourite: (() => void) | null;
  trash: (() => void) | null;
}

export function useLibraryKeys(keys: Keys) {
  const platform = useApp((app) => app.platform);
  const now = useRef({ ...keys, platform });
  useEffect(() => {
    now.current = { ...keys, platform };
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!now.current.shown || event.defaultPrevented || isComposing(event) || event.altKey) return;
      // A key that is held is one press.
      if (event.repeat) return;
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

type Here = Keys & { platform: Parameters<typeof isDelete>[1] };

function actOf(event: KeyboardEvent, { choosing, all, clear, favourite, trash, platform }: Here) {
  if (hasCommand(event)) return event.key.toLowerCase() === "a" && !event.shiftKey ? all : null;
  if (!choosing) return null;
  if (event.key === "Escape") return clear;
  if (isDelete(event, platform)) return trash;
  return event.key.toLowerCase() === "s" && !event.shiftKey ? favourite : null;
}
