// The wall's keyboard: arrow keys walk, with Shift they select on the way, Space selects, Enter opens, Delete moves
// to the trash.
import type { KeyboardEvent, RefObject } from "react";
import { useApp } from "../../api/hooks";
import type { ClipView } from "../../api/types";
import { type Row, stepFar, stepRow } from "../../lib/justify";
import { isComposing, isDelete } from "../../lib/keys";
import { viewOf } from "./use-grid-focus";
import type { Selection } from "./use-selection";

interface Given {
  clips: readonly ClipView[];
  ids: readonly string[];
  rows: readonly Row[];
  /** The clip that the keys are at. */
  at: number;
  box: RefObject<HTMLElement | null>;
  wall: RefObject<HTMLElement | null>;
  focus: (index: number) => void;
  pick: (id: string, stretch: boolean) => void;
  selection: Selection;
  trash: (ids: string[]) => void;
  onFavourite: (ids: string[]) => void;
}

export function useGridKeys({
  clips,
  ids,
  rows,
  at,
  box,
  wall,
  focus,
  pick,
  selection,
  trash,
  onFavourite,
}: Given) {
  const platform = useApp((app) => app.platform);
  const meant = () => (selection.count > 0 ? [...selection.ids] : ids.slice(at, at + 1));
  const walk = (event: KeyboardEvent<HTMLElement>): boolean => {
    if (event.ctrlKey || event.metaKey) return false;
    const page = box.current && wall.current ? pageOf(box.current, wall.current) : 1;
    const to = stepped(event.key, at, ids.length, {
      row: (by) => stepRow(rows, at, by),
      page: (by) => stepFar(rows, at, by * page),
    });
    if (to === null) return false;
    const from = ids[at];
    focus(to);
    const id = ids[to];
    if (event.shiftKey && from !== undefined && id !== undefined) selection.stretch(from, id);
    return true;
  };
  const act = (event: KeyboardEvent<HTMLElement>): boolean => {
    const id = ids[at];
    if (id === undefined) return false;
    if (event.key === " " && onTile(event)) {
      if (!event.repeat) pick(id, event.shiftKey);
      return true;
    }
    // A key that is held is one press: what came next would go as well.
    if (event.repeat || clips[at]?.trashed !== false) return false;
    if (isDelete(event, platform)) {
      trash(meant());
      return true;
    }
    if (event.key.toLowerCase() === "s" && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      onFavourite(meant());
      return true;
    }
    return false;
  };
  return {
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      // What a menu or a button has made use of is not meant for the wall.
      if (event.defaultPrevented || event.altKey || isComposing(event.nativeEvent)) return;
      if (!event.currentTarget.contains(event.target as Node)) return;
      if (walk(event) || act(event)) event.preventDefault();
    },
    // Some web views press a button when Space is let go of, whatever became of its way down.
    onKeyUp: (event: KeyboardEvent<HTMLElement>) => {
      if (event.key === " " && onTile(event)) event.preventDefault();
    },
  };
}

const onTile = (event: KeyboardEvent) =>
  event.target instanceof HTMLElement && event.target.dataset.open !== undefined;

/** As far as one sees, less what lies over it. */
function pageOf(box: HTMLElement, wall: HTMLElement): number {
  const { top, bottom } = viewOf(box, wall);
  return Math.max(1, bottom - top);
}

interface Ways {
  row: (by: 1 | -1) => number;
  page: (by: 1 | -1) => number;
}

function stepped(key: string, at: number, count: number, { row, page }: Ways): number | null {
  switch (key) {
    case "ArrowRight":
      return Math.min(count - 1, at + 1);
    case "ArrowLeft":
      return Math.max(0, at - 1);
    case "ArrowDown":
      return row(1);
    case "ArrowUp":
      return row(-1);
    case "PageDown":
      return page(1);
    case "PageUp":
      return page(-1);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}
