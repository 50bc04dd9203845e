// What the player and the details ask about one clip beyond what a list knows of it, and what they save of it.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import type { ClipQuery, ClipView, FrameTimes, PartKind } from "../platform/types";
import { CLIP, CLIPS } from "./connect";
import { asCommandError } from "./fault";
import { usePlatform } from "./platform";

/** When each frame is shown. A saved file never changes. */
function useFrames({ id, missing }: ClipView) {
  const platform = usePlatform();
  return useQuery({
    queryKey: ["frames", id],
    queryFn: () => platform.clipFrames(id),
    enabled: !missing,
    staleTime: Number.POSITIVE_INFINITY,
    select: sound,
  });
}

/** Times that are all numbers; JSON has no other way to say what is none. */
function sound({ starts, end }: FrameTimes): { starts: number[]; end: number } | null {
  const known = starts.filter((start) => start !== null);
  return end === null || known.length < starts.length ? null : { starts: known, end };
}

/** Null until it is known, and where it cannot be. */
export function useFrameTimes(clip: ClipView) {
  return useFrames(clip).data ?? null;
}

/** The clips that were made last; asked for where somebody wants to see them. */
export function useNewestClips(asked: boolean): readonly ClipView[] {
  const platform = usePlatform();
  const { data } = useQuery({
    queryKey: [...CLIPS, "newest"],
    queryFn: () => platform.clipsList(NEWEST),
    enabled: asked,
  });
  return data?.clips ?? [];
}

const NEWEST: ClipQuery = {
  filter: {
    ...{ search: "", model: null, shape: null, pictures: null, sinceMs: null, untilMs: null },
    ...{ favourite: false, collection: null, missing: false, trashed: false },
  },
  ...{ sort: "newest", after: null, limit: 24 },
};

/** Not even the app itself makes out what is in the file: it is not the decoder that is missing. */
export function useUnreadable(clip: ClipView): boolean {
  const { error } = useFrames(clip);
  return error !== null && asCommandError(error).code === "frameUnreadable";
}

/** What it continues, what continues it, and its takes; null until it is known. */
export function useFamily(id: string) {
  const platform = usePlatform();
  const cache = useQueryClient();
  const { data } = useQuery({
    queryKey: [...CLIP, id, "family"],
    queryFn: async () => {
      const family = await platform.clipFamily(id);
      // On the way from one to the next nothing has to be waited for.
      for (const clip of [...family.thread, ...family.takes])
        cache.setQueryData<ClipView>([...CLIP, clip.id], (known) => known ?? clip);
      return family;
    },
    // What both belong to stays in sight while the rest is looked up.
    placeholderData: (before) =>
      before && { thread: holding(before.thread, id), takes: holding(before.takes, id) },
  });
  return data ?? null;
}

const holding = (clips: ClipView[], id: string) => (clips.some((clip) => clip.id === id) ? clips : []);

export function useCollections() {
  const platform = usePlatform();
  const { data } = useQuery({
    queryKey: [...CLIPS, "collections"],
    queryFn: () => platform.collectionsList(),
  });
  return data ?? null;
}

export function useFilmActions() {
  const platform = usePlatform();
  const cache = useQueryClient();
  return useMemo(() => {
    const changed = async () => {
      await Promise.all(
        [CLIPS, CLIP].map((queryKey) => cache.invalidateQueries({ queryKey, refetchType: "active" })),
      );
    };
    const put = (clip: ClipView) => {
      cache.setQueryData([...CLIP, clip.id], clip);
      void cache.invalidateQueries({ queryKey: CLIPS });
      return clip;
    };
    /** Several clips at once: what each of them has become is asked for anew. */
    const several = async (answer: Promise<string[]>) => {
      const ids = await answer;
      void changed();
      return ids;
    };
    return {
      copyFrame: (id: string, frame: number) => platform.frameCopy(id, frame),
      part: (id: string, first: number, last: number, kind: PartKind) =>
        platform.clipPart(id, first, last, kind),
      copy: (id: string, clean: boolean) => platform.clipCopy(id, clean),
      rename: async (id: string, name: string) => put(await platform.clipRename(id, name)),
      note: async (id: string, note: string) => put(await platform.clipNote(id, note)),
      favourites: (ids: string[], on: boolean) => several(platform.clipsFavourite(ids, on)),
      trashAll: (ids: string[]) => several(platform.clipsTrash(ids)),
      restoreAll: (ids: string[]) => several(platform.clipsRestore(ids)),
      takeFrom: (collection: string, id: string) => several(platform.collectionTake(collection, [id])),
      putInto: (collection: string, id: string) => several(platform.collectionAdd(collection, [id])),
      poster: async (id: string, jpeg: number[]) => {
        await platform.clipPoster(id, jpeg);
        await changed();
      },
      take: async (id: string) => put(await platform.clipImport(id)),
      /** Hands the file to the system's drag and drop; the pointer's button is still down. */
      drag: (id: string) => platform.clipsDrag([id]),
    };
  }, [platform, cache]);
}
