import { useState } from "react";

/** When one of these was last added, Unix ms; what was there from the start came before everything else. */
export function useArrival(ids: readonly string[]): number {
  const [known, setKnown] = useState({ ids, atMs: 0 });
  if (known.ids.length === ids.length && known.ids.every((id, i) => id === ids[i])) return known.atMs;
  const added = ids.some((id) => !known.ids.includes(id));
  const next = { ids, atMs: added ? Date.now() : known.atMs };
  setKnown(next);
  return next.atMs;
}
