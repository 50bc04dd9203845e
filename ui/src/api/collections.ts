// Collections: names that clips are gathered under. The core keeps them; the cache shows them.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import type { CollectionView } from "../platform/types";
import { useLibraryChanges } from "./clip-list";
import { CLIPS } from "./connect";
import { usePlatform } from "./platform";

// Among what a change of the library makes stale: how many each holds, and its picture.
const COLLECTIONS = [...CLIPS, "collections"] as const;
const NONE: readonly CollectionView[] = [];

export function useCollections(): readonly CollectionView[] {
  const platform = usePlatform();
  const { data } = useQuery({ queryKey: COLLECTIONS, queryFn: () => platform.collectionsList() });
  return data ?? NONE;
}

/** Each fails with a CommandError. */
export function useCollectionCommands() {
  const platform = usePlatform();
  const cache = useQueryClient();
  const { changed, stale } = useLibraryChanges();
  return useMemo(() => {
    const put = async (answer: Promise<CollectionView[]>) => {
      const all = await answer;
      cache.setQueryData(COLLECTIONS, all);
      return all;
    };
    const inside = (ids: string[], change: (collections: readonly string[]) => string[], gone?: string) => {
      changed(ids, (clip, filter) =>
        gone !== undefined && filter.collection === gone
          ? null
          : { ...clip, collections: change(clip.collections) },
      );
      return ids;
    };
    return {
      /** The answer is the one that was made. */
      create: async (name: string, ids: string[]) => {
        const known = new Set(cache.getQueryData<CollectionView[]>(COLLECTIONS)?.map(({ id }) => id));
        const all = await put(platform.collectionCreate(name, ids));
        stale();
        return all.find(({ id }) => !known.has(id)) ?? null;
      },
      rename: (id: string, name: string) => put(platform.collectionRename(id, name)),
      /** The answer is the ids of the clips that it held, for Undo. */
      remove: async (id: string) => {
        const held = await platform.collectionRemove(id);
        cache.setQueryData<CollectionView[]>(COLLECTIONS, (all) => all?.filter((one) => one.id !== id));
        stale();
        return held;
      },
      /** These answer with the ids of those that were not in it, or that were. */
      add: async (id: string, ids: string[]) =>
        inside(await platform.collectionAdd(id, ids), (all) => [...all.filter((one) => one !== id), id]),
      take: async (id: string, ids: string[]) =>
        inside(await platform.collectionTake(id, ids), (all) => all.filter((one) => one !== id), id),
    };
  }, [platform, cache, changed, stale]);
}
