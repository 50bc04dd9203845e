// The library's endless list: pages are read as one comes near them, and read anew, a page at a time, when the
// library has changed. A hundred thousand clips never cross at once.
import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { ClipView } from "../platform/types";
import { type ClipChange, tellChange } from "./clip-changes";
import {
  type ClipList,
  clipsOf,
  FIRST_PAGE,
  firstPage,
  LARGEST_PAGE,
  nextSize,
  type Question,
  sizeOf,
  staleAt,
  withChanged,
  withNext,
  withPageAnew,
} from "./clip-pages";
import { CLIP, CLIPS } from "./connect";
import { withoutFar } from "./far-clips";
import { usePlatform } from "./platform";

const LISTS = ["clip-lists"] as const;
const STATE = [...CLIPS, "state"] as const;

const stateOf = (cache: QueryClient) => cache.getQueryData<number>(STATE) ?? 0;

/** Counts the library's states: a change makes this one stale, and so it is one more. */
function useLibraryState(): number {
  const cache = useQueryClient();
  const { data } = useQuery({
    queryKey: STATE,
    queryFn: () => stateOf(cache) + 1,
    initialData: 0,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
  return data;
}

/** How it stands with the page that comes next. */
export type Tail = "rest" | "busy" | "failed";

export interface EndlessClips {
  clips: readonly ClipView[];
  /** What they answer: while the next question is on its way it is still the one before. Null before the first. */
  question: Question | null;
  isPending: boolean;
  /** They are the answer to the question before, for as long as this one is on its way. */
  isPlaceholder: boolean;
  isError: boolean;
  retry: () => void;
  /** Whether there are more than those that have been read. */
  hasMore: boolean;
  tail: Tail;
  /** Reads the next page; nothing happens where there is none, or where it is on its way. */
  more: () => void;
  /** Every clip that the question has, also those that were not read yet: the list itself stays as it is. */
  all: (told: (clips: readonly ClipView[]) => boolean) => Promise<void>;
}

/** The question must be the same object for as long as it is the same question. */
export function useClipList(question: Question): EndlessClips {
  const platform = usePlatform();
  const cache = useQueryClient();
  const { key } = useKept(question);
  const { data, isPending, isError, refetch, isPlaceholderData } = useQuery({
    queryKey: key,
    queryFn: async () => {
      const read = stateOf(cache);
      const answer = await platform.clipsList({ ...question, after: null, limit: FIRST_PAGE });
      return firstPage(question, answer, read);
    },
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
    // While another question is on its way the old answer stays, but never the trash in place of the library.
    placeholderData: (before?: ClipList) =>
      before?.question.filter.trashed === question.filter.trashed ? before : undefined,
  });
  const { tail, more } = useTail(question);
  const all = useCallback(
    async (told: (clips: readonly ClipView[]) => boolean) => {
      const list = cache.getQueryData<ClipList>(key);
      let goOn = told(clipsOf(list));
      for (let after = list?.next ?? null; after !== null && goOn; ) {
        const page = await platform.clipsList({ ...question, after, limit: LARGEST_PAGE });
        goOn = told(page.clips);
        after = page.next;
      }
    },
    [cache, key, platform, question],
  );
  return {
    clips: useMemo(() => clipsOf(data), [data]),
    question: data?.question ?? null,
    isPending,
    isPlaceholder: isPlaceholderData,
    isError,
    retry: () => void refetch(),
    hasMore: !isPlaceholderData && data !== undefined && data.next !== null,
    tail,
    more,
    all,
  };
}

/** Where the list of a question is kept, and how it is changed there. */
function useKept(question: Question) {
  const cache = useQueryClient();
  return useMemo(() => {
    const key = [...LISTS, question];
    return {
      key,
      put: (change: (list: ClipList) => ClipList) =>
        void cache.setQueryData<ClipList>(key, (list) => (list ? change(list) : list)),
    };
  }, [cache, question]);
}

function useTail(question: Question) {
  const platform = usePlatform();
  const cache = useQueryClient();
  const { key, put } = useKept(question);
  // Of which list it is said: another question begins at rest.
  const [of, setOf] = useState<{ key: readonly unknown[]; tail: Tail }>({ key, tail: "rest" });
  const busy = useRef<readonly unknown[] | null>(null);
  const more = useCallback(async () => {
    const list = cache.getQueryData<ClipList>(key);
    if (!list || list.next === null || busy.current === key) return;
    busy.current = key;
    setOf({ key, tail: "busy" });
    const after = list.next;
    const read = stateOf(cache);
    let tail: Tail = "rest";
    try {
      const answer = await platform.clipsList({ ...list.question, after, limit: nextSize(list) });
      put((then) => withNext(then, after, answer, read));
    } catch {
      tail = "failed";
    }
    if (busy.current === key) busy.current = null;
    setOf((then) => (then.key === key ? { key, tail } : then));
  }, [cache, key, platform, put]);
  return { tail: of.key === key ? of.tail : "rest", more: useCallback(() => void more(), [more]) };
}

/**
 * Reads pages anew, one after the other, when they show an older state of the library than the present one: the
 * first, and those whose clips, by their numbers, are near what is looked at. Those that are far away are let go of.
 */
export function useFreshClips(question: Question, { from, to }: { from: number; to: number }) {
  const platform = usePlatform();
  const cache = useQueryClient();
  const { key, put } = useKept(question);
  const state = useLibraryState();
  const busy = useRef<readonly unknown[] | null>(null);
  const inView = useRef({ from, to });
  useLayoutEffect(() => {
    inView.current = { from, to };
  });
  const freshen = useCallback(async () => {
    if (busy.current === key) return;
    busy.current = key;
    try {
      for (;;) {
        const list = cache.getQueryData<ClipList>(key);
        const at = list ? staleAt(list, stateOf(cache), inView.current) : -1;
        const page = list?.pages[at];
        if (!list || !page || busy.current !== key) break;
        const read = stateOf(cache);
        const answer = await platform.clipsList({
          ...list.question,
          after: page.after,
          limit: sizeOf(list, at),
        });
        put((then) =>
          withPageAnew(
            then,
            then.pages.findIndex((one) => one.after === page.after),
            answer,
            read,
          ),
        );
      }
    } catch {
      // What was read before stays; the next change, or coming near it again, asks anew.
    }
    if (busy.current === key) busy.current = null;
  }, [cache, key, platform, put]);
  useEffect(() => {
    const list = cache.getQueryData<ClipList>(key);
    if (!list || to <= from) return;
    const near = withoutFar(list, { from, to });
    if (near !== list) put(() => near);
  }, [cache, key, put, from, to]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each of these may have brought a stale page into view
  useEffect(() => void freshen(), [freshen, state, from, to]);
}

/** How a change is made known: told to every list that was read, so that nobody waits for it, and read anew. */
export function useLibraryChanges() {
  const cache = useQueryClient();
  return useMemo(() => {
    const stale = () => {
      void cache.invalidateQueries({ queryKey: CLIPS });
      void cache.invalidateQueries({ queryKey: CLIP });
    };
    return {
      stale,
      changed: (ids: readonly string[], change: ClipChange) => {
        const those = new Set(ids);
        cache.setQueriesData<ClipList>(
          { queryKey: LISTS },
          (list) => list && withChanged(list, those, change),
        );
        tellChange(ids, change);
        stale();
      },
    };
  }, [cache]);
}
