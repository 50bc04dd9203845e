// What is done with many clips at once. Each answers with the ids of those that it changed, and fails with a
// CommandError.
import { useMemo } from "react";
import type { TrashView } from "../platform/types";
import { useLibraryChanges } from "./clip-list";
import { usePlatform } from "./platform";

export function useClipSets() {
  const platform = usePlatform();
  const { changed, stale } = useLibraryChanges();
  return useMemo(() => {
    const moved = (ids: string[], trashed: boolean) => {
      changed(ids, (clip, filter) => (filter.trashed === trashed ? { ...clip, trashed } : null));
      return ids;
    };
    return {
      favourite: async (ids: string[], on: boolean) => {
        const marked = await platform.clipsFavourite(ids, on);
        changed(marked, (clip, filter) => (filter.favourite && !on ? null : { ...clip, favourite: on }));
        return marked;
      },
      trash: async (ids: string[]) => moved(await platform.clipsTrash(ids), true),
      restore: async (ids: string[]) => moved(await platform.clipsRestore(ids), false),
      export: (ids: string[]) => platform.clipsExport(ids, false),
      /** Takes the files out of the window, under a pointer that is still held. */
      drag: (ids: string[]) => platform.clipsDrag(ids),
      emptyTrash: async (): Promise<TrashView> => {
        const gone = await platform.trashEmpty();
        stale();
        return gone;
      },
    };
  }, [platform, changed, stale]);
}
