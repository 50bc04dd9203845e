import { useEffect, useState } from "react";
import type { ClipQuery } from "../../api/types";

export type Filtering = ReturnType<typeof useFilters>;

/** Short enough to feel like "as you type", long enough not to ask for every letter. */
const TYPING_MS = 120;

export function useFilters() {
  const [typed, setTyped] = useState("");
  const [search, setSearch] = useState("");
  const [model, setModel] = useState<string | null>(null);
  const [favourite, setFavourite] = useState(false);
  const [trashed, setTrashed] = useState(false);

  useEffect(() => {
    const timer = setTimeout(() => setSearch(typed.trim()), typed === "" ? 0 : TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed]);

  const query: Omit<ClipQuery, "after" | "limit"> = { search, model, favourite, trashed, sort: "newest" };
  return {
    query,
    typed,
    setTyped,
    setModel,
    setFavourite,
    setTrashed,
    active: search !== "" || model !== null || favourite,
    clear: () => {
      setTyped("");
      setSearch("");
      setModel(null);
      setFavourite(false);
    },
  };
}
