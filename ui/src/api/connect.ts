// Joins the page to the studio: subscribe first, then ask for the snapshot, so that nothing falls between.
import type { QueryClient } from "@tanstack/react-query";
import type { Platform, StudioEvent } from "../platform/types";
import { withOutcomes } from "./draft";
import type { DraftStore } from "./draft-store";
import { applyEvent, openStudio, type Studio } from "./studio";

export const STUDIO = ["studio"] as const;
export const CLIPS = ["clips"] as const;
export const CLIP = ["clip"] as const;

/** Resolves with the way to disconnect once the first snapshot is in the cache. */
export async function connect(
  platform: Platform,
  cache: QueryClient,
  drafts: DraftStore,
): Promise<() => void> {
  let early: StudioEvent[] | null = [];
  const leave = await platform.subscribe((event) => {
    if (early) early.push(event);
    else receive(event, cache, drafts);
  });
  try {
    const app = await platform.appState();
    cache.setQueryData<Studio>(STUDIO, openStudio(app));
  } catch (error) {
    leave();
    throw error;
  }
  const waiting = early;
  early = null;
  for (const event of waiting) receive(event, cache, drafts);
  return leave;
}

function receive(event: StudioEvent, cache: QueryClient, drafts: DraftStore) {
  cache.setQueryData<Studio>(STUDIO, (studio) => (studio ? applyEvent(studio, event) : studio));
  if (event.type === "pictures") drafts.update((draft) => withOutcomes(draft, event.outcomes));
  if (event.type === "library") {
    void cache.invalidateQueries({ queryKey: CLIPS });
    void cache.invalidateQueries({ queryKey: CLIP });
  }
}
