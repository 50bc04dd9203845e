// Which clips a clip may well be held beside. Pure: each stands in the first group that it belongs to.

interface Some {
  id: string;
  prompt: string;
  missing: boolean;
}

interface Family<Clip> {
  takes: readonly Clip[];
  thread: readonly Clip[];
}

/** More would be a list to search through, and that is the library. */
const MOST = 5;

export function comparable<Clip extends Some>(
  clip: Clip,
  family: Family<Clip> | null,
  newest: readonly Clip[],
): { takes: Clip[]; thread: Clip[]; same: Clip[]; recent: Clip[] } {
  const seen = new Set([clip.id]);
  const fresh = (all: readonly Clip[], most = Number.POSITIVE_INFINITY) => {
    const some = all.filter((one) => !one.missing && !seen.has(one.id)).slice(0, most);
    for (const one of some) seen.add(one.id);
    return some;
  };
  const takes = fresh(family?.takes ?? []);
  const thread = fresh(family?.thread ?? []);
  const same =
    clip.prompt === ""
      ? []
      : fresh(
          newest.filter((one) => one.prompt === clip.prompt),
          MOST,
        );
  return { takes, thread, same, recent: fresh(newest, MOST) };
}
