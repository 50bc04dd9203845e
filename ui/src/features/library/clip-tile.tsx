import { FileX, Heart, RotateCcw } from "lucide-react";
import type { CSSProperties } from "react";
import { useTranslation } from "react-i18next";
import type { ClipView } from "../../api/types";
import { Button, IconButton } from "../../components/button";
import { PracticeTag } from "../../components/practice-tag";
import { tileRatio } from "../../lib/shape";
import { oneLine } from "../../lib/text";
import styles from "./clip-tile.module.css";
import { useHoverPlay } from "./use-hover-play";

interface Props {
  clip: ClipView;
  /** One tile of the grid is in the tab order; the arrow keys reach the others. */
  reachable: boolean;
  /** False while the place is hidden: nothing plays then. */
  awake: boolean;
  onFocus: () => void;
  onOpen: () => void;
  onFavourite: () => void;
  onRestore: (() => void) | null;
}

export function ClipTile({ clip, reachable, awake, onFocus, onOpen, onFavourite, onRestore }: Props) {
  const { t } = useTranslation();
  const title = oneLine(clip.prompt) || clip.name;
  const hover = useHoverPlay(awake && !clip.missing);
  const tabIndex = reachable ? 0 : -1;
  return (
    <li
      className={styles.clip}
      data-testid="clip"
      data-clip-id={clip.id}
      style={{ "--ratio": tileRatio(clip.width, clip.height) } as CSSProperties}
    >
      <div className={styles.frame} {...hover.handlers}>
        <button
          type="button"
          data-open
          className={styles.open}
          tabIndex={tabIndex}
          aria-label={t("library.open", { title })}
          title={clip.name}
          onFocus={onFocus}
          onClick={onOpen}
        >
          <img
            src={clip.posterUrl}
            alt=""
            width={clip.width}
            height={clip.height}
            loading="lazy"
            decoding="async"
          />
          {hover.playing && (
            <video
              ref={hover.video}
              className={styles.video}
              src={clip.videoUrl}
              muted
              loop
              playsInline
              tabIndex={-1}
            />
          )}
        </button>
        {clip.missing && (
          <span className={styles.missing}>
            <FileX size={16} strokeWidth={1.5} aria-hidden="true" />
            {t("library.missing")}
          </span>
        )}
        {onRestore === null && (
          <IconButton
            size="small"
            className={styles.favourite}
            label={t("library.favourite")}
            pressed={clip.favourite}
            tabIndex={tabIndex}
            onFocus={onFocus}
            onClick={onFavourite}
          >
            <Heart
              size={16}
              strokeWidth={1.5}
              fill={clip.favourite ? "currentColor" : "none"}
              aria-hidden="true"
            />
          </IconButton>
        )}
      </div>
      <div className={styles.foot}>
        <span className={styles.title}>{title}</span>
        {clip.practice && <PracticeTag label={t("app.practice")} />}
      </div>
      {onRestore && (
        <Button
          size="small"
          className={styles.restore}
          tabIndex={tabIndex}
          data-testid="restore"
          icon={<RotateCcw size={12} strokeWidth={1.5} aria-hidden="true" />}
          onFocus={onFocus}
          onClick={onRestore}
        >
          {t("library.restore")}
        </Button>
      )}
    </li>
  );
}
