// Hangs the clips, and keeps what is looked at in its place when the wall is hung anew: new clips arrive above,
// the details push from the side, the window changes.
import { type RefObject, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { ClipView } from "../../api/types";
import { arrivals, type Hung, justify, keepInView, type Measure } from "../../lib/justify";
import { tileRatio } from "../../lib/shape";

interface Given {
  clips: readonly ClipView[];
  /** What the list answers; another question starts at the top. */
  question: string;
  measure: Measure;
  box: RefObject<HTMLElement | null>;
  /** Hidden, it is hung anew without anybody looking; what was in view is held once it is shown again. */
  shown: boolean;
  /** The clip that was touched last: it stays in view before all others. */
  touched: RefObject<string | null>;
}

export function useWall({ clips, question, measure, box, shown, touched }: Given) {
  const ids = useMemo(() => clips.map(({ id }) => id), [clips]);
  const rows = useMemo(
    () =>
      justify(
        clips.map(({ width, height }) => tileRatio(width, height)),
        measure,
      ),
    [clips, measure],
  );
  const last = useRef<(Hung & { question: string }) | null>(null);

  useLayoutEffect(() => {
    const view = box.current;
    if (!view || !shown) return;
    const before = last.current;
    last.current = { ids, rows, question };
    if (!before) return;
    if (before.question !== question) view.scrollTop = 0;
    else view.scrollTop += keepInView(before, { ids, rows }, sight(view), touched.current);
  }, [ids, rows, question, box, shown, touched]);

  return { rows, fresh: useArrivals(ids, question) };
}

/** The bar lies over the first rows just as far as it pushes them down, so the scroll is the wall's own. */
const sight = ({ scrollTop, clientHeight }: HTMLElement) => ({ top: scrollTop, height: clientHeight });

/** The clips that came while one was looking; they slide in. */
function useArrivals(ids: readonly string[], question: string): ReadonlySet<string> {
  const [known, setKnown] = useState({ ids, question, fresh: new Set() as ReadonlySet<string> });
  if (known.ids === ids && known.question === question) return known.fresh;
  const fresh = known.question === question ? arrivals(known.ids, ids) : (new Set() as ReadonlySet<string>);
  setKnown({ ids, question, fresh });
  return fresh;
}
