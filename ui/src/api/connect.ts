// Joins the page to the studio: subscribe first, then ask for the snapshot, so that nothing falls between.
import type { QueryClient } from "@tanstack/react-query";
import type { Platform, StudioEvent } from "../platform/types";
import { soundFrames, withOutcomes } from "./draft";
import type { DraftStore } from "./draft-store";
import { applyEvent, openStudio, type Studio } from "./studio";

export const STUDIO = ["studio"] as const;
export const CLIPS = ["clips"] as const;
export const CLIP = ["clip"] as const;
/** Prices and what the month cost. */
export const MONEY = ["money"] as const;
export const BALANCE = ["balance"] as const;
/** How the database itself stands. */
export const RECORD = ["record"] as const;

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
  await bringBack(platform, drafts);
  const waiting = early;
  early = null;
  for (const event of waiting) receive(event, cache, drafts);
  return leave;
}

/** The pictures of the draft that the app was closed with. Whatever has become of them, the page opens. */
async function bringBack(platform: Platform, drafts: DraftStore) {
  const ids = drafts.missing();
  if (ids.length === 0) return;
  try {
    const pictures = await platform.picturesGet([...ids]);
    drafts.update((draft) => ({ ...draft, pictures, frames: soundFrames(draft.frames, pictures) }));
    drafts.looked();
  } catch {
    // They are asked for again at the next start.
  }
}

/** A job counts towards the month; the choices name service and limit; prices come with the models. */
const costs = new Set<StudioEvent["type"]>(["job", "settings", "models"]);

function receive(event: StudioEvent, cache: QueryClient, drafts: DraftStore) {
  cache.setQueryData<Studio>(STUDIO, (studio) => (studio ? applyEvent(studio, event) : studio));
  if (event.type === "pictures") {
    const most = cache.getQueryData<Studio>(STUDIO)?.app.maxPictures ?? Number.POSITIVE_INFINITY;
    drafts.update((draft) => withOutcomes(draft, event.outcomes, most));
  }
  if (event.type === "library") {
    void cache.invalidateQueries({ queryKey: CLIPS });
    void cache.invalidateQueries({ queryKey: CLIP });
  }
  if (event.type === "record") void cache.invalidateQueries({ queryKey: RECORD });
  if (costs.has(event.type)) void cache.invalidateQueries({ queryKey: MONEY });
  // Another key has another balance, and a check asks anew.
  if (event.type === "account" || event.type === "settings")
    void cache.invalidateQueries({ queryKey: BALANCE });
}
