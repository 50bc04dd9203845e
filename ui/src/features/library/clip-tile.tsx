// One clip on the wall: its picture and nothing else, until the pointer or the focus is on it.
import { FileX, Heart, RotateCcw } from "lucide-react";
import { type CSSProperties, type FocusEvent, memo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ClipView } from "../../api/types";
import { Button, IconButton } from "../../components/button";
import { Icon } from "../../components/icon";
import { PracticeTag } from "../../components/practice-tag";
import { oneLine } from "../../lib/text";
import { clock } from "../../lib/time";
import { ClipMenu } from "./clip-menu";
import styles from "./clip-tile.module.css";
import type { ClipActs } from "./use-clip-acts";
import { useHoverPlay } from "./use-hover-play";

export interface TileActs extends ClipActs {
  focus: (clip: ClipView) => void;
  open: (clip: ClipView) => void;
  details: (clip: ClipView) => void;
  trash: (clip: ClipView) => void;
}

interface Props {
  clip: ClipView;
  left: number;
  top: number;
  width: number;
  height: number;
  /** One tile of the wall is in the tab order; the arrow keys reach the others. */
  reachable: boolean;
  /** False while the place is hidden: nothing plays then. */
  awake: boolean;
  /** It has just come, while one was looking. */
  fresh: boolean;
  acts: TileActs;
}

export const ClipTile = memo(function ClipTile({ clip, left, top, width, height, ...rest }: Props) {
  const { reachable, awake, fresh, acts } = rest;
  const { t } = useTranslation();
  const [pointed, setPointed] = useState(false);
  const [focused, setFocused] = useState(false);
  const [menu, setMenu] = useState(false);
  const hover = useHoverPlay(awake && !clip.missing && !menu);
  const title = oneLine(clip.prompt) || clip.name;
  const near = pointed || focused || menu;
  const tabIndex = reachable ? 0 : -1;
  const place = {
    "--left": `${left}px`,
    "--top": `${top}px`,
    "--width": `${width}px`,
    "--height": `${height}px`,
  } as CSSProperties;

  return (
    <li
      className={styles.clip}
      data-testid="clip"
      data-clip-id={clip.id}
      data-fresh={fresh}
      data-missing={clip.missing}
      data-trashed={clip.trashed}
      style={place}
      onPointerEnter={() => {
        setPointed(true);
        hover.handlers.onPointerEnter?.();
      }}
      onPointerLeave={() => {
        setPointed(false);
        hover.handlers.onPointerLeave?.();
      }}
      onFocus={() => {
        setFocused(true);
        acts.focus(clip);
      }}
      onBlur={(event: FocusEvent) => setFocused(event.currentTarget.contains(event.relatedTarget))}
    >
      <button
        type="button"
        data-open
        className={styles.open}
        tabIndex={tabIndex}
        aria-label={t("library.open", { title })}
        onClick={() => acts.open(clip)}
      >
        <img src={clip.posterUrl} alt="" loading="lazy" decoding="async" draggable={false} />
        {hover.there && (
          <video
            ref={hover.video}
            className={styles.film}
            data-moving={hover.moving}
            src={clip.videoUrl}
            muted
            loop
            playsInline
            tabIndex={-1}
            onPlaying={hover.onPlaying}
          />
        )}
      </button>
      {clip.missing && (
        <span className={styles.missing}>
          <Icon of={FileX} size="large" />
          {t("library.missing")}
        </span>
      )}
      {near && (
        <div className={styles.words}>
          <span className={styles.title}>{title}</span>
          <span className={styles.length}>{clock(clip.durationMs)}</span>
        </div>
      )}
      {clip.practice && (
        <span className={styles.tag}>
          <PracticeTag onPicture label={t("app.practice")} />
        </span>
      )}
      {clip.trashed ? (
        <Button
          size="small"
          className={styles.restore}
          tabIndex={tabIndex}
          data-testid="restore"
          icon={RotateCcw}
          onClick={() => acts.restore(clip)}
        >
          {t("library.restore")}
        </Button>
      ) : (
        (near || clip.favourite) && (
          <IconButton
            size="small"
            onPicture
            className={styles.favourite}
            icon={Heart}
            label={t("library.favourite")}
            pressed={clip.favourite}
            tabIndex={tabIndex}
            onClick={() => acts.favourite(clip)}
          />
        )
      )}
      {near && <ClipMenu clip={clip} title={title} tabIndex={tabIndex} acts={acts} onOpenChange={setMenu} />}
    </li>
  );
});
