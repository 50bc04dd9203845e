// The guard in front of everything that may cost money: one press makes one id.

export interface PressGuard {
  /**
   * The id for this press, or null where the press must be ignored. `what` tells identical presses apart;
   * `arrived` says of an earlier id, whose answer never came, whether it is known to have done its work.
   */
  begin(what: string, arrived?: (id: string) => boolean): string | null;
  /** The press ended. Where it is unknown whether it arrived, the same press later keeps its id. */
  end(outcome: "answered" | "unknown"): void;
  readonly busy: boolean;
}

/** A press that has no answer yet. */
export interface OpenPress {
  id: string;
  what: string;
  at: number;
}

/** Where an open press outlives the page: a reload in the middle of the command must not make it a second one. */
export interface PressMemory {
  read(): OpenPress | null;
  write(press: OpenPress | null): void;
}

/** Two identical presses within this time are one finger, not two wishes. */
export const TWICE_MS = 1000;

/** `now` is in ms and goes on over a reload. */
export function createPressGuard(now: () => number, newId: () => string, memory?: PressMemory): PressGuard {
  let current: OpenPress | null = null;
  // What was under way when the page was loaded anew may have arrived or not.
  let unsettled = memory?.read() ?? null;
  let last: { what: string; at: number } | null = unsettled;
  return {
    begin(what, arrived) {
      if (current) return null;
      if (unsettled && arrived?.(unsettled.id)) {
        unsettled = null;
        memory?.write(null);
      }
      const at = now();
      const since = last?.what === what ? at - last.at : TWICE_MS;
      if (since >= 0 && since < TWICE_MS) return null;
      current = { id: unsettled?.what === what ? unsettled.id : newId(), what, at };
      last = current;
      memory?.write(current);
      return current.id;
    },
    end(outcome) {
      if (!current) return;
      unsettled = outcome === "unknown" ? current : null;
      memory?.write(unsettled);
      current = null;
    },
    get busy() {
      return current !== null;
    },
  };
}
