// The keys of a single clip in the player.
import { useApp } from "../../api/hooks";
import { isDelete } from "../../lib/keys";
import type { ClipCommands } from "./use-clip-commands";
import { type Act, type Key, letterOf, moveOf, useKeys } from "./use-keys";
import type { TransportState } from "./use-transport";

interface Keys extends ClipCommands {
  transport: TransportState;
  fullScreen: () => void;
  /** Along the thread; null where there is none that way. */
  walk: (by: 1 | -1) => Act;
  /** Null while Esc belongs to something that lies beside the clip. */
  leave: Act;
}

export function usePlayerKeys(keys: Keys) {
  const platform = useApp((app) => app.platform);
  useKeys(
    (key) => moveOf(key, keys.transport) ?? (isDelete(key, platform) ? trashOf(key, keys) : actOf(key, keys)),
  );
}

function trashOf({ shiftKey, altKey }: Key, { trash }: Keys): Act {
  return shiftKey || altKey ? null : trash;
}

function actOf({ key, shiftKey, altKey }: Key, keys: Keys): Act {
  const { transport } = keys;
  if (altKey) return key === "ArrowLeft" ? keys.walk(-1) : key === "ArrowRight" ? keys.walk(1) : null;
  const frame = transport.clock.get;
  if (shiftKey) return letterOf(key) === "c" ? () => keys.copyFrame(frame()) : null;
  switch (letterOf(key)) {
    case "i":
      return transport.markIn;
    case "o":
      return transport.markOut;
    case "f":
      return keys.fullScreen;
    case "s":
      return keys.favourite;
    case "c":
      return () => keys.saveFrame(frame());
    case "Escape":
      return document.fullscreenElement ? null : keys.leave;
    default:
      return null;
  }
}
