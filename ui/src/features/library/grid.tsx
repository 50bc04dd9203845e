// The wall and its keyboard: arrow keys walk, Enter opens, Delete moves to the trash.
import {
  type CSSProperties,
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { useTranslation } from "react-i18next";
import type { ClipView } from "../../api/types";
import { heightOfWall, type Row, stepRow } from "../../lib/justify";
import { ClipTile, type TileActs } from "./clip-tile";
import styles from "./grid.module.css";
import { useClipActs } from "./use-clip-acts";

interface Props {
  clips: readonly ClipView[];
  rows: readonly Row[];
  /** The clips that slide in. */
  fresh: ReadonlySet<string>;
  /** Told which clip was touched last. */
  touched: RefObject<string | null>;
  shown: boolean;
  onOpen: (id: string) => void;
  onDetails: (id: string) => void;
  onTrash: (clip: ClipView) => Promise<void>;
}

export function Grid({ clips, rows, fresh, touched, shown, onOpen, onDetails, onTrash }: Props) {
  const { t } = useTranslation();
  const grid = useRef<HTMLUListElement>(null);
  const [current, setCurrent] = useState<string | null>(null);
  const found = clips.findIndex((clip) => clip.id === current);
  const at = found === -1 ? 0 : found;

  const touch = (id: string) => {
    setCurrent(id);
    touched.current = id;
  };
  const focus = (index: number) => {
    const clip = clips[index];
    if (!clip) return;
    touch(clip.id);
    opener(grid.current, clip.id)?.focus();
  };
  const trash = (index: number) => {
    const clip = clips[index];
    if (!clip) return;
    // The focus goes to the next clip before this one is gone, and to the one before at the end.
    focus(index + 1 < clips.length ? index + 1 : index - 1);
    void onTrash(clip);
  };
  const acts = useStableActs({
    focus: (clip) => touch(clip.id),
    open: (clip) => onOpen(clip.id),
    details: (clip) =>
      // After the menu has given the focus back: the details take it from the clip, and return it there.
      requestAnimationFrame(() => {
        opener(grid.current, clip.id)?.focus({ preventScroll: true });
        onDetails(clip.id);
      }),
    trash: (clip) => trash(clips.findIndex(({ id }) => id === clip.id)),
  });

  const onKeyDown = (event: KeyboardEvent) => {
    // What a menu or a button has made use of is not meant for the wall.
    if (event.defaultPrevented || !grid.current?.contains(event.target as Node)) return;
    const to = stepped(event.key, at, clips.length, (by) => stepRow(rows, at, by));
    const deletes = event.key === "Delete" && clips[at]?.trashed === false;
    if (to === null && !deletes) return;
    event.preventDefault();
    if (to === null) trash(at);
    else focus(to);
  };

  return (
    // The keys belong to the buttons inside and bubble up to here.
    <ul
      className={styles.grid}
      data-testid="library-grid"
      aria-label={t("library.title")}
      ref={grid}
      style={{ "--height": `${heightOfWall(rows)}px` } as CSSProperties}
      onKeyDown={onKeyDown}
    >
      {rows.flatMap((row) =>
        row.boxes.map(({ left, width }, place) => {
          const index = row.first + place;
          const clip = clips[index];
          return (
            clip && (
              <ClipTile
                key={clip.id}
                clip={clip}
                left={left}
                top={row.top}
                width={width}
                height={row.height}
                reachable={index === at}
                awake={shown}
                fresh={fresh.has(clip.id)}
                acts={acts}
              />
            )
          );
        }),
      )}
    </ul>
  );
}

function opener(grid: HTMLElement | null, id: string): HTMLElement | null {
  return grid?.querySelector(`[data-clip-id="${CSS.escape(id)}"] [data-open]`) ?? null;
}

function stepped(key: string, at: number, count: number, row: (by: 1 | -1) => number): number | null {
  switch (key) {
    case "ArrowRight":
      return Math.min(count - 1, at + 1);
    case "ArrowLeft":
      return Math.max(0, at - 1);
    case "ArrowDown":
      return row(1);
    case "ArrowUp":
      return row(-1);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}

type OwnActs = Pick<TileActs, "focus" | "open" | "details" | "trash">;

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
    }),
    [shared],
  );
}
