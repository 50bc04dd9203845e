// The wall: the tiles near what is looked at, however many clips there are.
import { type CSSProperties, type RefObject, useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { ClipView, CollectionView } from "../../api/types";
import { heightOfWall, type Row, rowOf, rowsBetween } from "../../lib/justify";
import { ClipTile, type TileActs } from "./clip-tile";
import { collectItems } from "./collect-items";
import styles from "./grid.module.css";
import { Marquee } from "./marquee";
import type { Band } from "./use-band";
import { useClipActs } from "./use-clip-acts";
import { opener, useGridFocus } from "./use-grid-focus";
import { useGridKeys } from "./use-grid-keys";
import type { Selection } from "./use-selection";
import type { SetActs } from "./use-set-acts";

interface Props {
  clips: readonly ClipView[];
  ids: readonly string[];
  rows: readonly Row[];
  band: Band;
  /** It goes by too quickly to be looked at. */
  rushing: boolean;
  /** The clips that slide in. */
  fresh: ReadonlySet<string>;
  selection: Selection;
  /** Told which clip was touched last. */
  touched: RefObject<string | null>;
  box: RefObject<HTMLElement | null>;
  wall: RefObject<HTMLDivElement | null>;
  shown: boolean;
  onOpen: (id: string) => void;
  onDetails: (id: string) => void;
  /** Leads the focus to what comes next, before these are gone. */
  leave: RefObject<((gone: readonly string[]) => void) | null>;
  /** One clip, or all that are selected. */
  onTrash: (ids: string[]) => void;
  onFavourite: (ids: string[]) => void;
  collections: readonly CollectionView[];
  acts: SetActs;
  onNewCollection: (ids: string[], beside: Element | null) => void;
}

export function Grid({
  clips,
  ids,
  rows,
  band,
  rushing,
  fresh,
  selection,
  touched,
  box,
  wall,
  shown,
  ...doors
}: Props) {
  const { t } = useTranslation();
  const { at, focus, touch } = useGridFocus({ ids, rows, band, box, wall, shown, touched });
  useEffect(() => {
    doors.leave.current = (gone) => focus.after(new Set(gone));
  });
  const pick = (id: string, stretch: boolean) => {
    if (stretch) selection.stretch(ids[at] ?? id, id);
    else selection.toggle(id);
  };
  const acts = useStableActs({
    focus: (clip) => touch(clip.id),
    open: (clip) => doors.onOpen(clip.id),
    details: (clip) =>
      // After the menu has given the focus back: the details take it from the clip, and return it there.
      requestAnimationFrame(() => {
        opener(wall.current, clip.id)?.focus({ preventScroll: true });
        doors.onDetails(clip.id);
      }),
    trash: (clip) => doors.onTrash([clip.id]),
    pick: (clip, stretch) => pick(clip.id, stretch),
    collect: (clip) =>
      collectItems({
        collections: doors.collections,
        holds: ({ id }) => clip.collections.includes(id),
        onAdd: (collection) => void doors.acts.add(collection, [clip.id]),
        onTake: (collection) => void doors.acts.take(collection, [clip.id]),
        onNew: () => doors.onNewCollection([clip.id], opener(wall.current, clip.id)),
        t,
      }),
  });
  const keys = useGridKeys({
    clips,
    ids,
    rows,
    at,
    box,
    wall,
    focus: focus.to,
    pick,
    selection,
    trash: doors.onTrash,
    onFavourite: doors.onFavourite,
  });

  return (
    <div
      className={styles.wall}
      ref={wall}
      style={{ "--height": `${heightOfWall(rows)}px` } as CSSProperties}
    >
      {/* The keys belong to the buttons inside and bubble up to here. */}
      <ul
        className={styles.grid}
        data-testid="library-grid"
        data-choosing={selection.count > 0}
        aria-label={t("library.title")}
        {...keys}
      >
        {tilesIn(rows, clips.length < A_PAGE ? WHOLE : band, at).map(({ index, ...place }) => {
          const clip = clips[index];
          return (
            clip && (
              <ClipTile
                key={clip.id}
                {...place}
                clip={clip}
                number={index + 1}
                reachable={index === at}
                selected={selection.ids.has(clip.id)}
                awake={shown}
                rushing={rushing}
                fresh={fresh.has(clip.id)}
                acts={acts}
              />
            )
          );
        })}
      </ul>
      <Marquee ids={ids} rows={rows} selection={selection} box={box} wall={wall} />
    </div>
  );
}

/** A library of less than one page is in the page as a whole: whoever searches the page finds all of it. */
const A_PAGE = 60;
const WHOLE: Band = { top: Number.NEGATIVE_INFINITY, bottom: Number.POSITIVE_INFINITY };

/** Those in the band, and wherever it is the one that the keys are at. */
function tilesIn(rows: readonly Row[], band: Band, at: number) {
  const near = rowsBetween(rows, band.top, band.bottom);
  const tiles = near.flatMap((row) => row.boxes.map((_, place) => tileAt(row, row.first + place)));
  const own = rows[rowOf(rows, at)];
  if (!own || near.includes(own)) return tiles;
  const tile = tileAt(own, at);
  return own.top < band.top ? [tile, ...tiles] : [...tiles, tile];
}

function tileAt(row: Row, index: number) {
  const { left = 0, width = 1 } = row.boxes[index - row.first] ?? {};
  return { index, left, width, top: row.top, height: row.height };
}

type OwnActs = Pick<TileActs, "focus" | "open" | "details" | "trash" | "pick" | "collect">;

/** The same acts for as long as the wall hangs, so that a tile is drawn anew only when it changes itself. */
function useStableActs(own: OwnActs): TileActs {
  const shared = useClipActs();
  const now = useRef(own);
  useEffect(() => {
    now.current = own;
  });
  return useMemo(
    () => ({
      ...shared,
      focus: (clip) => now.current.focus(clip),
      open: (clip) => now.current.open(clip),
      details: (clip) => now.current.details(clip),
      trash: (clip) => now.current.trash(clip),
      pick: (clip, stretch) => now.current.pick(clip, stretch),
      collect: (clip) => now.current.collect(clip),
    }),
    [shared],
  );
}
