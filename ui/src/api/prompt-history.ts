// The prompts that were sent, the newest first: kept on this computer by the page, like the draft. A prompt that is
// sent again moves to the front. Walking through them keeps what was being written.

const NAME = "stillwake.prompts";
const MOST = 100;

export interface PromptHistory {
  list(): readonly string[];
  remember(prompt: string): void;
  subscribe(listener: () => void): () => void;
}

export function createPromptHistory(storage: Storage | null): PromptHistory {
  let prompts = read(storage);
  const listeners = new Set<() => void>();
  return {
    list: () => prompts,
    remember(prompt) {
      const said = prompt.trim();
      if (said === "" || prompts[0] === said) return;
      prompts = [said, ...prompts.filter((other) => other !== said)].slice(0, MOST);
      try {
        storage?.setItem(NAME, JSON.stringify(prompts));
      } catch {
        // Without storage they are remembered until the window closes.
      }
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function read(storage: Storage | null): readonly string[] {
  try {
    const kept: unknown = JSON.parse(storage?.getItem(NAME) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one) => typeof one === "string").slice(0, MOST) : [];
  } catch {
    // What is damaged is forgotten; it must never keep the page from opening.
    return [];
  }
}

/** A walk through the prompts: 0 is what is being written, 1 the newest that was sent. */
export interface Walk {
  at: number;
  /** What was being written when the walk began. */
  own: string;
}

/** One step back or forth; null where there is no further to go. */
export function step(
  walk: Walk | null,
  by: 1 | -1,
  written: string,
  prompts: readonly string[],
): { walk: Walk | null; text: string } | null {
  const own = walk?.own ?? written;
  // What is written already is no step.
  const rest = prompts.filter((prompt) => prompt !== own.trim());
  const at = (walk?.at ?? 0) + by;
  if (at < 0 || at > rest.length) return null;
  return at === 0 ? { walk: null, text: own } : { walk: { at, own }, text: rest[at - 1] ?? own };
}
