// The player's keyboard. Letters do nothing while a text field has the focus, and nothing at all with Ctrl or Cmd.
import { useEffect, useRef } from "react";
import { hasCommand, isComposing, isTyping } from "../../lib/keys";
import type { ClipCommands } from "./use-clip-commands";
import type { TransportState } from "./use-transport";

interface Keys extends ClipCommands {
  transport: TransportState;
  fullScreen: () => void;
  /** Null while Esc belongs to something that lies beside the clip. */
  leave: (() => void) | null;
}

export function usePlayerKeys(keys: Keys) {
  const now = useRef(keys);
  useEffect(() => {
    now.current = keys;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isComposing(event) || hasCommand(event) || event.altKey) return;
      if (isTyping(event.target) || ownsKey(event)) return;
      const act = actOf(event, now.current);
      if (!act) return;
      event.preventDefault();
      act();
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

export function actOf(event: Pick<KeyboardEvent, "key" | "shiftKey">, keys: Keys): (() => void) | null {
  const { transport } = keys;
  const by = (frames: number) => () => transport.step(frames);
  const second = (seconds: number) => () => transport.second(seconds);
  if (event.shiftKey) {
    if (event.key === "ArrowLeft") return second(-1);
    if (event.key === "ArrowRight") return second(1);
    return null;
  }
  switch (event.key.length === 1 ? event.key.toLowerCase() : event.key) {
    case " ":
    case "k":
      return transport.toggle;
    case "j":
      return transport.slower;
    case "l":
      return transport.faster;
    case "ArrowLeft":
    case ",":
      return by(-1);
    case "ArrowRight":
    case ".":
      return by(1);
    case "Home":
      return () => transport.toFrame(0);
    case "End":
      return () => transport.toFrame(Number.MAX_SAFE_INTEGER);
    case "f":
      return keys.fullScreen;
    case "s":
      return keys.favourite;
    case "c":
      return () => keys.saveFrame(transport.clock.get());
    case "Delete":
      return keys.trash;
    case "Escape":
      return document.fullscreenElement ? null : keys.leave;
    default:
      return null;
  }
}
