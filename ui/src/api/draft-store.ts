// Holds the draft beside the cache, since pictures reach it by events, and keeps it across reloads.
// Never holds a key. Words, choices and which pictures outlive the app; pictures' addresses live as long as the
// window, and are asked for anew at a start.
import { createContext, useContext, useSyncExternalStore } from "react";
import { type Draft, keptChoices, keptPictures, restoreDraft } from "./draft";

const CHOICES = "stillwake.draft";
const PICTURES = "stillwake.draft.pictures";

export interface DraftStore {
  get(): Draft;
  update(change: (draft: Draft) => Draft): void;
  subscribe(listener: () => void): () => void;
  /** Ids of pictures that the draft had when the app ended, until they are back; none after a reload. */
  missing(): readonly string[];
  /** What is missing was looked for: what was found is in the draft, and the rest is gone. */
  looked(): void;
}

export function createDraftStore(lasting: Storage | null, passing: Storage | null): DraftStore {
  const choices = read(lasting, CHOICES);
  let draft = restoreDraft(choices, read(passing, PICTURES));
  // Kept until they are back, so that another end of the app in between loses none.
  let missing = draft.pictures.length > 0 ? [] : keptPictures(choices);
  const listeners = new Set<() => void>();
  return {
    get: () => draft,
    update(change) {
      const next = change(draft);
      if (next === draft) return;
      draft = next;
      write(lasting, CHOICES, keptChoices(draft, missing));
      write(passing, PICTURES, JSON.stringify(draft.pictures));
      for (const listener of listeners) listener();
    },
    missing: () => missing,
    looked() {
      missing = [];
      write(lasting, CHOICES, keptChoices(draft, missing));
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function read(storage: Storage | null, name: string): string | null {
  try {
    return storage?.getItem(name) ?? null;
  } catch {
    return null;
  }
}

function write(storage: Storage | null, name: string, text: string) {
  try {
    storage?.setItem(name, text);
  } catch {
    // Full or forbidden storage: the draft then lives in memory only, which is no reason to stop typing.
  }
}

const DraftContext = createContext<DraftStore | null>(null);
export const DraftProvider = DraftContext.Provider;

export function useDraftStore(): DraftStore {
  const store = useContext(DraftContext);
  if (!store) throw new Error("DraftProvider is missing");
  return store;
}

export function useDraft(): [Draft, DraftStore["update"]] {
  const store = useDraftStore();
  return [useSyncExternalStore(store.subscribe, store.get), store.update];
}
