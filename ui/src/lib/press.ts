// The guard in front of everything that may cost money: one press makes one id.

export interface PressGuard {
  /** The id for this press, or null where the press must be ignored. `what` tells identical presses apart. */
  begin(what: string): string | null;
  /** The press ended. Where it is unknown whether it arrived, the same press later keeps its id. */
  end(outcome: "answered" | "unknown"): void;
  readonly busy: boolean;
}

/** Two identical presses within this time are one finger, not two wishes. */
export const TWICE_MS = 1000;

export function createPressGuard(now: () => number, newId: () => string): PressGuard {
  let current: { id: string; what: string; at: number } | null = null;
  let last: { what: string; at: number } | null = null;
  let unsettled: { id: string; what: string } | null = null;
  return {
    begin(what) {
      if (current) return null;
      const at = now();
      if (last && last.what === what && at - last.at < TWICE_MS) return null;
      const id = unsettled?.what === what ? unsettled.id : newId();
      current = { id, what, at };
      last = { what, at };
      return id;
    },
    end(outcome) {
      if (!current) return;
      unsettled = outcome === "unknown" ? { id: current.id, what: current.what } : null;
      current = null;
    },
    get busy() {
      return current !== null;
    },
  };
}
