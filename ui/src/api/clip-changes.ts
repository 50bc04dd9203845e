// What changed among the clips, told to whoever remembers something of clips that no list holds.
import { useEffect } from "react";
import type { ClipFilter, ClipView } from "../platform/types";

/** What becomes of a clip in the list of a filter: another one, or null where it leaves the list. */
export type ClipChange = (clip: ClipView, filter: ClipFilter) => ClipView | null;
type Listener = (ids: readonly string[], change: ClipChange) => void;

const listeners = new Set<Listener>();

export function tellChange(ids: readonly string[], change: ClipChange): void {
  for (const listener of listeners) listener(ids, change);
}

/** The listener must be the same function for as long as it listens. */
export function useClipChanges(listener: Listener): void {
  useEffect(() => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, [listener]);
}
