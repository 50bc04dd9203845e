// Where the keys are on the wall. The tile that has the focus stays in the page wherever the wall is scrolled to,
// and a clip that is not in the page yet is brought there before it is given the focus.
import { type RefObject, useEffect, useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { type Row, rowOf, rowsBetween } from "../../lib/justify";
import { nextAfter } from "../../lib/picked";
import type { Band } from "./use-band";

interface Given {
  ids: readonly string[];
  rows: readonly Row[];
  band: Band;
  box: RefObject<HTMLElement | null>;
  wall: RefObject<HTMLElement | null>;
  shown: boolean;
  touched: RefObject<string | null>;
}

export function useGridFocus({ ids, rows, band, box, wall, shown, touched }: Given) {
  const [current, setCurrent] = useState<string | null>(null);
  const found = useMemo(() => (current === null ? -1 : ids.indexOf(current)), [ids, current]);
  const last = useRef(0);
  useEffect(() => {
    if (found >= 0) last.current = found;
  }, [found]);
  // Gone, by whatever way: the keys are at what took its place.
  const gone = Math.min(last.current, ids.length - 1);
  const at = found >= 0 ? found : current === null ? firstIn(rows, band) : gone;

  const touch = (id: string) => {
    setCurrent(id);
    touched.current = id;
  };
  const focusOn = (index: number) => {
    const id = ids[index];
    const row = rows[rowOf(rows, index)];
    if (id === undefined || !row) return;
    flushSync(() => touch(id));
    bringIntoView(box.current, wall.current, row);
    opener(wall.current, id)?.focus({ preventScroll: true });
  };

  // Back from the player, whose clip may be gone by now: the focus is not left nowhere.
  const was = useRef(shown);
  useEffect(() => {
    const back = shown && !was.current && current !== null;
    was.current = shown;
    if (!back) return;
    // After the frame has given it back to what opened the player, where that is still there.
    const frame = requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        if (document.activeElement !== document.body) return;
        const here = wall.current?.querySelector<HTMLElement>('[data-open][tabindex="0"]');
        here?.focus({ preventScroll: true });
      }),
    );
    return () => cancelAnimationFrame(frame);
  }, [shown, current, wall]);

  return {
    at,
    touch,
    focus: {
      to: focusOn,
      /** To the clip that comes next once these are gone, before they are. */
      after: (those: ReadonlySet<string>) => {
        const next = nextAfter(ids, at, those);
        if (next !== undefined) focusOn(ids.indexOf(next));
      },
    },
  };
}

export function opener(wall: HTMLElement | null, id: string): HTMLElement | null {
  return wall?.querySelector(`[data-clip-id="${CSS.escape(id)}"] [data-open]`) ?? null;
}

/** The first clip that is really to be seen, so that Tab does not lead back to where one came from. */
function firstIn(rows: readonly Row[], { top, bottom }: Band): number {
  const [row] = rowsBetween(rows, top + (bottom - top) / 4, bottom);
  return top <= 0 ? 0 : (row?.first ?? 0);
}

/** What lies over the wall does not count as in view: the bar above, the selection's below. */
export function viewOf(box: HTMLElement, wall: HTMLElement) {
  const offset = box.scrollTop - wall.offsetTop;
  const heightOf = (what: string) => box.querySelector<HTMLElement>(what)?.offsetHeight ?? 0;
  const [bar, foot] = [heightOf("[data-floats=true]"), heightOf("[data-foot]")];
  return { top: offset + bar, bottom: offset + box.clientHeight - foot };
}

function bringIntoView(box: HTMLElement | null, wall: HTMLElement | null, { top, height }: Row) {
  if (!box || !wall || box.clientHeight === 0) return;
  const view = viewOf(box, wall);
  const gap = Number.parseFloat(getComputedStyle(box).columnGap) || 0;
  if (top - gap < view.top) box.scrollTop += top - gap - view.top;
  else if (top + height + gap > view.bottom) box.scrollTop += top + height + gap - view.bottom;
}
