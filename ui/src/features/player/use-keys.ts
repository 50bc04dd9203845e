// The keyboard of the player and of what stands in its place. Letters do nothing while a text field has the focus,
// and nothing at all with Ctrl or Cmd.
import { useEffect, useRef } from "react";
import { hasCommand, isComposing, isTyping } from "../../lib/keys";

export type Act = (() => void) | null;
export type Key = Pick<KeyboardEvent, "key" | "shiftKey" | "altKey">;

/** What all that plays can do. */
export interface Moves {
  toggle: () => void;
  slower: () => void;
  faster: () => void;
  step: (frames: number) => void;
  second: (by: number) => void;
  toFrame: (frame: number) => void;
}

const STEPS = new Set(["ArrowLeft", "ArrowRight", ",", "."]);

export function useKeys(actOf: (key: Key) => Act) {
  const now = useRef(actOf);
  useEffect(() => {
    now.current = actOf;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isComposing(event) || hasCommand(event)) return;
      if (isTyping(event.target) || ownsKey(event)) return;
      const act = now.current(event);
      if (!act) return;
      event.preventDefault();
      // A key that is held goes on stepping; everything else is one press.
      if (!event.repeat || (STEPS.has(event.key) && !event.altKey)) act();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}

/** A focused button keeps its Space; what floats keeps everything, and the queue all but Esc. */
function ownsKey(event: KeyboardEvent): boolean {
  if (!(event.target instanceof Element)) return false;
  if (event.target.closest("[role=dialog], [role=menu], [role=listbox]")) return true;
  if (event.target.closest("[data-testid=queue]")) return event.key !== "Escape";
  return event.key === " " && event.target.closest("button, summary") !== null;
}

export function moveOf({ key, shiftKey, altKey }: Key, moves: Moves): Act {
  if (altKey) return null;
  if (shiftKey) {
    if (key === "ArrowLeft") return () => moves.second(-1);
    if (key === "ArrowRight") return () => moves.second(1);
    return null;
  }
  switch (letterOf(key)) {
    case " ":
    case "k":
      return moves.toggle;
    case "j":
      return moves.slower;
    case "l":
      return moves.faster;
    case "ArrowLeft":
    case ",":
      return () => moves.step(-1);
    case "ArrowRight":
    case ".":
      return () => moves.step(1);
    case "Home":
      return () => moves.toFrame(0);
    case "End":
      return () => moves.toFrame(Number.MAX_SAFE_INTEGER);
    default:
      return null;
  }
}

/** Letters whichever way they are written; the names of other keys as they are. */
export function letterOf(key: string): string {
  return key.length === 1 ? key.toLowerCase() : key;
}
