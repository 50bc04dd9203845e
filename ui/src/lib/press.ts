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

/** The last press. */
export interface LastPress {
  id: string;
  what: string;
  at: number;
  /** It has no answer yet. */
  open: boolean;
}

/** Where the last press outlives the page: a reload in the middle of the command must not make it a second one. */
export interface PressMemory {
  read(): LastPress | null;
  write(press: LastPress): void;
}

/** Two identical presses within this time are one finger, not two wishes. */
export const TWICE_MS = 1000;

/** `now` is in ms and goes on over a reload. */
export function createPressGuard(now: () => number, newId: () => string, memory?: PressMemory): PressGuard {
  let busy = false;
  // What was under way when the page was loaded anew may have arrived or not.
  let last = memory?.read() ?? null;
  const keep = (press: LastPress) => {
    last = press;
    memory?.write(press);
  };
  return {
    begin(what, arrived) {
      if (busy) return null;
      const at = now();
      const same = last?.what === what ? last : null;
      const since = same ? at - same.at : TWICE_MS;
      if (since >= 0 && since < TWICE_MS) return null;
      const id = same?.open && !arrived?.(same.id) ? same.id : newId();
      busy = true;
      keep({ id, what, at, open: true });
      return id;
    },
    end(outcome) {
      if (busy && last) keep({ ...last, open: outcome === "unknown" });
      busy = false;
    },
    get busy() {
      return busy;
    },
  };
}
