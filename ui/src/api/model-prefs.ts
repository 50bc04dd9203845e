// Which models a person likes, and used last: kept on this computer by the page, like the draft.
import { useSyncExternalStore } from "react";

const NAME = "stillwake.models";
/** More would not be recent any more. */
const MOST_RECENT = 3;
const MOST_FAVOURITES = 50;

export interface ModelPrefs {
  favourites: readonly string[];
  /** The last used one first. */
  recent: readonly string[];
}

export interface ModelPrefsStore {
  get(): ModelPrefs;
  toggle(id: string): void;
  used(id: string): void;
  subscribe(listener: () => void): () => void;
}

export function createModelPrefs(storage: () => Storage | null): ModelPrefsStore {
  let prefs: ModelPrefs | null = null;
  const listeners = new Set<() => void>();
  const get = () => {
    prefs ??= read(storage());
    return prefs;
  };
  const put = (next: ModelPrefs) => {
    prefs = next;
    try {
      storage()?.setItem(NAME, JSON.stringify(next));
    } catch {
      // Without storage they are remembered until the window closes.
    }
    for (const listener of listeners) listener();
  };
  return {
    get,
    toggle(id) {
      const { favourites, recent } = get();
      const others = favourites.filter((one) => one !== id);
      const now = others.length < favourites.length ? others : [...favourites, id];
      put({ recent, favourites: now.slice(-MOST_FAVOURITES) });
    },
    used(id) {
      const { favourites, recent } = get();
      if (recent[0] === id) return;
      put({ favourites, recent: [id, ...recent.filter((one) => one !== id)].slice(0, MOST_RECENT) });
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function read(storage: Storage | null): ModelPrefs {
  const names = (value: unknown, most: number) =>
    Array.isArray(value) ? value.filter((one) => typeof one === "string").slice(0, most) : [];
  try {
    const kept = JSON.parse(storage?.getItem(NAME) ?? "{}") as Record<string, unknown>;
    return { favourites: names(kept.favourites, MOST_FAVOURITES), recent: names(kept.recent, MOST_RECENT) };
  } catch {
    // What is damaged is forgotten; it must never keep the page from opening.
    return { favourites: [], recent: [] };
  }
}

export const modelPrefs = createModelPrefs(() => {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
});

export function useModelPrefs(): ModelPrefs {
  return useSyncExternalStore(modelPrefs.subscribe, modelPrefs.get);
}

export interface ModelGroup<M> {
  name: "favourites" | "recent" | "others";
  models: M[];
}

/** Favourites first, then what was used last, then all others in their own order; each model once. */
export function groupModels<M extends { id: string }>(
  models: readonly M[],
  { favourites, recent }: ModelPrefs,
): ModelGroup<M>[] {
  const of = (ids: readonly string[]) => ids.flatMap((id) => models.find((model) => model.id === id) ?? []);
  const liked = of(favourites);
  const used = of(recent).filter((model) => !liked.includes(model));
  const others = models.filter((model) => !liked.includes(model) && !used.includes(model));
  const groups: ModelGroup<M>[] = [
    { name: "favourites", models: liked },
    { name: "recent", models: used },
    { name: "others", models: others },
  ];
  return groups.filter((group) => group.models.length > 0);
}
