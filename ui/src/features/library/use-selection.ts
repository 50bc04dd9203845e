// Which clips are selected. Another filter begins with none; a clip that goes is not selected any more.
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { type ClipChange, useClipChanges } from "../../api/clip-changes";
import type { EndlessClips } from "../../api/clip-list";
import type { ClipFilter, ClipView } from "../../api/types";
import { nothingPicked, type Picked, pickedAll, stretched, toggled, without } from "../../lib/picked";

/** What is to be known of a selected clip that was not read into the list. */
type Known = Pick<ClipView, "favourite" | "missing" | "collections">;

interface State {
  of: ClipFilter;
  picked: Picked;
  /** Those that were only looked up to be selected. */
  away: ReadonlyMap<string, Known>;
}

export type Selection = ReturnType<typeof useSelection>;

export function useSelection(
  list: Pick<EndlessClips, "clips" | "question" | "all">,
  ids: readonly string[],
  filter: ClipFilter,
) {
  const [state, setState] = useState<State>(() => nothing(filter));
  /** How many were found so far, while all of them are looked up. */
  const [gathered, setGathered] = useState<number | null>(null);
  const gathering = useRef(0);
  // In the same breath: a selection of another filter is never seen, nor acted upon.
  const now = state.of === filter ? state : nothing(filter);
  if (now !== state) setState(now);
  const latest = useRef(now);
  useEffect(() => {
    latest.current = now;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another filter has others, so the search ends with it
  useEffect(() => () => stop(gathering, setGathered), [filter]);

  const { question } = list;
  const seen = useRef({ of: question, ids });
  useEffect(() => {
    const before = seen.current;
    seen.current = { of: question, ids };
    // Another question, such as another order, has read other clips; those of the one before are not gone.
    if (before.ids === ids || before.of !== question || latest.current.picked.ids.size === 0) return;
    const still = new Set(ids);
    const gone = new Set(before.ids.filter((id) => !still.has(id)));
    setState((then) => ({ ...then, picked: without(then.picked, gone) }));
  }, [ids, question]);

  // What was done with all of them was done with those as well that no list holds.
  useClipChanges(
    useCallback((changed: readonly string[], change: ClipChange) => {
      setState((then) =>
        changed.some((id) => then.picked.ids.has(id)) ? after(then, changed, change) : then,
      );
    }, []),
  );

  const order = useRef(ids);
  const all = useRef(list.all);
  useEffect(() => {
    order.current = ids;
    all.current = list.all;
  });
  const change = useMemo(() => {
    const put = (next: (picked: Picked) => Picked) =>
      setState((then) => ({ ...then, picked: next(then.picked) }));
    return {
      toggle: (id: string) => put((picked) => toggled(picked, id)),
      /** From the last one that was selected, or from `from`, to here. */
      stretch: (from: string, to: string) => put((picked) => stretched(picked, order.current, from, to)),
      set: (wanted: Iterable<string>) => put(() => pickedAll(wanted)),
      clear: () => {
        stop(gathering, setGathered);
        put(() => nothingPicked);
      },
      /** Everything that the filter leaves, also what was not read yet. */
      everything: async () => {
        gathering.current += 1;
        const run = gathering.current;
        const found = new Map<string, Known>();
        setGathered(0);
        try {
          await all.current((clips) => {
            if (gathering.current !== run) return false;
            for (const { id, favourite, missing, collections } of clips)
              found.set(id, { favourite, missing, collections });
            setGathered(found.size);
            return true;
          });
          if (gathering.current !== run) return;
          setState((then) => ({ ...then, picked: pickedAll(found.keys()), away: found }));
        } finally {
          if (gathering.current === run) setGathered(null);
        }
      },
    };
  }, []);

  const { picked, away } = now;
  return {
    ...change,
    ids: picked.ids,
    count: picked.ids.size,
    gathered,
    /** What is known of those that are selected, whether or not they are in the list. */
    known: useMemo(() => {
      if (picked.ids.size === 0) return [];
      const here = list.clips.filter(({ id }) => picked.ids.has(id));
      const there = new Set(here.map(({ id }) => id));
      const others = [...picked.ids].filter((id) => !there.has(id));
      return [
        ...here.map((clip) => ({ id: clip.id, clip: clip as Known })),
        ...others.map((id) => ({ id, clip: away.get(id) ?? unknown })),
      ];
    }, [picked, away, list.clips]),
  };
}

const unknown: Known = { favourite: false, missing: false, collections: [] };
/** Those that leave the list are not selected any more; of the others something else is known. */
function after({ of, picked, away }: State, ids: readonly string[], change: ClipChange): State {
  const gone = new Set<string>();
  const known = new Map(away);
  for (const id of ids) {
    const before = known.get(id);
    const now: Known | null = change({ ...unknown, ...before } as ClipView, of);
    if (now === null) gone.add(id);
    else if (before) {
      const { favourite, missing, collections } = now;
      known.set(id, { favourite, missing, collections });
    }
  }
  return { of, picked: without(picked, gone), away: known };
}

const nothing = (of: ClipFilter): State => ({ of, picked: nothingPicked, away: new Map() });

/** What is on its way is not waited for any more. */
function stop(gathering: { current: number }, told: (found: null) => void) {
  gathering.current += 1;
  told(null);
}
