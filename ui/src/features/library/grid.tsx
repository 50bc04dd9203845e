// Rows of equal height, each clip in its own shape. Arrow keys walk, Enter opens, Delete moves to the trash.
import { type KeyboardEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ClipView } from "../../api/types";
import { stepRow } from "../../lib/shape";
import { ClipTile } from "./clip-tile";
import styles from "./grid.module.css";

interface Props {
  clips: readonly ClipView[];
  trashed: boolean;
  shown: boolean;
  onOpen: (id: string) => void;
  onTrash: (clip: ClipView) => Promise<void>;
  onFavourite: (clip: ClipView) => void;
  onRestore: (clip: ClipView) => Promise<void>;
}

export function Grid({ clips, trashed, shown, onOpen, onTrash, onFavourite, onRestore }: Props) {
  const { t } = useTranslation();
  const grid = useRef<HTMLUListElement>(null);
  const [current, setCurrent] = useState<string | null>(null);
  const found = clips.findIndex((clip) => clip.id === current);
  const at = found === -1 ? 0 : found;

  const tiles = () => [...(grid.current?.querySelectorAll<HTMLElement>("[data-open]") ?? [])];
  const focus = (index: number) => {
    const clip = clips[index];
    if (!clip) return;
    setCurrent(clip.id);
    tiles()[index]?.focus();
  };
  const stepped = (key: string): number | null => {
    if (key === "ArrowRight") return Math.min(clips.length - 1, at + 1);
    if (key === "ArrowLeft") return Math.max(0, at - 1);
    if (key === "Home") return 0;
    if (key === "End") return clips.length - 1;
    if (key !== "ArrowUp" && key !== "ArrowDown") return null;
    const boxes = tiles().map((tile) => tile.getBoundingClientRect());
    return stepRow(
      boxes.map(({ left, top }) => ({ left, top: Math.round(top) })),
      at,
      key === "ArrowDown" ? 1 : -1,
    );
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const to = stepped(event.key);
    if (to !== null) {
      event.preventDefault();
      focus(to);
      return;
    }
    const clip = clips[at];
    if (event.key !== "Delete" || !clip || trashed) return;
    event.preventDefault();
    // The focus goes to the next clip before this one is gone, and to the one before at the end.
    focus(at + 1 < clips.length ? at + 1 : at - 1);
    void onTrash(clip);
  };

  return (
    // The keys belong to the buttons inside and bubble up to here.
    <ul
      className={styles.grid}
      data-testid="library-grid"
      aria-label={t("library.title")}
      ref={grid}
      onKeyDown={onKeyDown}
    >
      {clips.map((clip, index) => (
        <ClipTile
          key={clip.id}
          clip={clip}
          reachable={index === at}
          awake={shown}
          onFocus={() => setCurrent(clip.id)}
          onOpen={() => onOpen(clip.id)}
          onFavourite={() => onFavourite(clip)}
          onRestore={trashed ? () => void onRestore(clip) : null}
        />
      ))}
    </ul>
  );
}
