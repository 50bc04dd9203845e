import { useEffect, useMemo, useState } from "react";
import type { ClipFilter, ClipSort } from "../../api/types";
import { since, type When } from "../../lib/time";

export type Filtering = ReturnType<typeof useFilters>;

/** Short enough to feel like "as you type", long enough not to ask for every letter. */
const TYPING_MS = 120;

/** Everything that narrows the library down, beside the words. */
interface Choices extends Pick<ClipFilter, "model" | "shape" | "pictures" | "favourite"> {
  when: When;
}

const none: Choices = { model: null, shape: null, pictures: null, favourite: false, when: "any" };

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
  const { model, shape, pictures, favourite } = chosen;
  const filter = useMemo<ClipFilter>(
    () => ({ search, model, shape, pictures, favourite, trashed, sinceMs, untilMs: null }),
    [search, model, shape, pictures, favourite, trashed, sinceMs],
  );
  return {
    filter,
    sort,
    setSort,
    typed,
    setTyped,
    when,
    choose: (choice: Partial<Choices>) => setChoices((now) => ({ ...now, ...choice })),
    setTrashed,
    /** How many are chosen of those that are not in sight. */
    hiddenCount: [shape !== null, pictures !== null, when !== "any"].filter(Boolean).length,
    active: search !== "" || JSON.stringify(choices) !== JSON.stringify(none),
    clear: () => {
      setTyped("");
      setSearch("");
      setChoices(none);
    },
  };
}
