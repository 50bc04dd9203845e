// The guard of one button that may cost money, for as long as the window lives: its last press outlives a
// reload of the page. Never holds a key.
import { useMemo } from "react";
import { createPressGuard, type LastPress, type PressGuard, type PressMemory } from "../lib/press";

/** `name` tells the buttons apart. */
export function usePressGuard(name: string): PressGuard {
  return useMemo(
    () => createPressGuard(Date.now, () => crypto.randomUUID(), pressMemory(`stillwake.press.${name}`)),
    [name],
  );
}

export function pressMemory(name: string): PressMemory {
  return {
    read() {
      try {
        return lastPress(JSON.parse(sessionStorage.getItem(name) ?? "null"));
      } catch {
        return null;
      }
    },
    write(press) {
      try {
        sessionStorage.setItem(name, JSON.stringify(press));
      } catch {
        // Full or forbidden storage: the press then lives in memory only.
      }
    },
  };
}

/** What was stored, if it is one of ours. */
function lastPress(stored: unknown): LastPress | null {
  if (typeof stored !== "object" || stored === null) return null;
  const { id, what, at, open } = stored as Record<string, unknown>;
  const sound = typeof id === "string" && typeof what === "string" && typeof at === "number";
  return sound ? { id, what, at, open: open === true } : null;
}
