import { useEffect, useMemo, useState } from "react";
import type { ClipFilter, ClipSort } from "../../api/types";
import { since, type When } from "../../lib/time";

export type Filtering = ReturnType<typeof useFilters>;

/** Short enough to feel like "as you type", long enough not to ask for every letter. */
const TYPING_MS = 120;

/** Everything that narrows the library down, beside the words. */
interface Choices
  extends Pick<ClipFilter, "model" | "shape" | "pictures" | "favourite" | "collection" | "missing"> {
  when: When;
}

const none: Choices = {
  ...{ model: null, shape: null, pictures: null, favourite: false, when: "any" },
  ...{ collection: null, missing: false },
};

/** What nothing narrows down: the whole library outside of the trash. */
export const everyClip: ClipFilter = {
  ...{ search: "", model: null, shape: null, pictures: null, favourite: false, collection: null },
  ...{ missing: false, trashed: false, sinceMs: null, untilMs: null },
};

export function useFilters() {
  const [typed, setTyped] = useState("");
  const [search, setSearch] = useState("");
  const [choices, setChoices] = useState(none);
  const [trashed, setTrashed] = useState(false);
  const [sort, setSort] = useState<ClipSort>("newest");

  useEffect(() => {
    const timer = setTimeout(() => setSearch(typed.trim()), typed === "" ? 0 : TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed]);

  const { when, ...chosen } = choices;
  // By the day, so that it is the same question from one moment to the next.
  const sinceMs = since(when, Date.now());
  const { model, shape, pictures, favourite, collection, missing } = chosen;
  const filter = useMemo<ClipFilter>(
    () => ({
      ...everyClip,
      ...{ search, model, shape, pictures, favourite, trashed, sinceMs, collection, missing },
    }),
    [search, model, shape, pictures, favourite, trashed, sinceMs, collection, missing],
  );
  const choose = (choice: Partial<Choices>) => setChoices((now) => ({ ...now, ...choice }));
  const active = search !== "" || JSON.stringify(choices) !== JSON.stringify(none);
  return {
    filter,
    sort,
    question: useMemo(() => ({ filter, sort }), [filter, sort]),
    setSort,
    typed,
    setTyped,
    when,
    choose,
    setTrashed: (on: boolean) => {
      setTrashed(on);
      // The trash is not sorted into collections.
      choose({ collection: null });
    },
    /** How many are chosen of those that are not in sight. */
    hiddenCount: [shape !== null, pictures !== null, when !== "any", missing].filter(Boolean).length,
    active,
    /** Only a collection is chosen, and nothing that narrows it down. */
    wholeCollection:
      collection !== null &&
      search === "" &&
      JSON.stringify({ ...choices, collection: null }) === JSON.stringify(none),
    clear: () => {
      setTyped("");
      setSearch("");
      setChoices(none);
    },
  };
}
