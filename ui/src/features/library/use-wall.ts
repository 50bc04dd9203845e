// Hangs the clips, and keeps what is looked at in its place when the wall is hung anew: new clips arrive above,
// the details push from the side, the window changes.
import { type RefObject, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { ClipView } from "../../api/types";
import { type Held, hang, type Wall } from "../../lib/hang";
import { arrivals, type Hung, keepInView, type Measure, rowsBetween } from "../../lib/justify";
import { tileRatio } from "../../lib/shape";

interface Given {
  clips: readonly ClipView[];
  /** What the list answers; another question starts at the top. */
  question: unknown;
  measure: Measure;
  box: RefObject<HTMLElement | null>;
  /** What is seen of it. */
  sight: RefObject<Sight>;
  /** Hidden, it is hung anew without anybody looking; what was in view is held once it is shown again. */
  shown: boolean;
  /** The clip that was touched last: it stays in view before all others. */
  touched: RefObject<string | null>;
  /** Told once the scroll was moved, before anything is drawn. */
  moved: () => void;
}

interface Sight {
  top: number;
  height: number;
}

/** A wall, and what it was hung for. */
type Kept = Wall & Hung & { question: unknown };

export function useWall({ clips, question, measure, box, sight, shown, touched, moved }: Given) {
  const ids = useMemo(() => clips.map(({ id }) => id), [clips]);
  const hung = useRef<Kept | null>(null);
  const { rows } = useMemo(() => {
    const ratios = clips.map(({ width, height }) => tileRatio(width, height));
    const before = hung.current?.question === question ? hung.current : null;
    const held = before && heldIn(before, ids, sight.current);
    hung.current = { ...hang(ratios, measure, before, held), ids, question };
    return hung.current;
  }, [clips, ids, measure, question, sight]);
  const last = useRef<(Hung & { question: unknown }) | null>(null);

  useLayoutEffect(() => {
    const view = box.current;
    if (!view || !shown) return;
    const before = last.current;
    last.current = { ids, rows, question };
    if (!before) return;
    if (before.question !== question) view.scrollTop = 0;
    else {
      const seen = { top: view.scrollTop, height: view.clientHeight };
      view.scrollTop += keepInView(before, { ids, rows }, seen, touched.current);
    }
    moved();
  }, [ids, rows, question, box, shown, touched, moved]);

  return { ids, rows, fresh: useArrivals(ids, question) };
}

/** The first row that is seen and begins with a clip that is still there; at the very top none is held. */
function heldIn(before: Kept, ids: readonly string[], { top, height }: Sight): Held | null {
  if (top <= 0) return null;
  for (const { first } of rowsBetween(before.rows, top, top + height)) {
    const to = ids.indexOf(before.ids[first] ?? "");
    if (to >= 0) return { from: first, to };
  }
  return null;
}

/** The clips that came while one was looking; they slide in. */
function useArrivals(ids: readonly string[], question: unknown): ReadonlySet<string> {
  const [known, setKnown] = useState({ ids, question, fresh: new Set() as ReadonlySet<string> });
  if (known.ids === ids && known.question === question) return known.fresh;
  const fresh = known.question === question ? arrivals(known.ids, ids) : (new Set() as ReadonlySet<string>);
  setKnown({ ids, question, fresh });
  return fresh;
}
