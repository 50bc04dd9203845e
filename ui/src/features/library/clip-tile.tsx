// One clip on the wall: its picture and nothing else, until the pointer or the focus is on it.
import { FileX, Heart, RotateCcw } from "lucide-react";
import { type CSSProperties, type FocusEvent, type MouseEvent, memo, useState } from "react";
import { useTranslation } from "react-i18next";
import { isFar } from "../../api/place";
import type { ClipView } from "../../api/types";
import { Button, IconButton } from "../../components/button";
import { Hidden } from "../../components/hidden";
import { Icon } from "../../components/icon";
import type { MenuItem } from "../../components/menu";
import { PracticeTag } from "../../components/practice-tag";
import { hasCommand } from "../../lib/keys";
import { oneLine } from "../../lib/text";
import { clock } from "../../lib/time";
import { CheckMark } from "./check-mark";
import { ClipMenu } from "./clip-menu";
import styles from "./clip-tile.module.css";
import { Poster } from "./poster";
import { ScrubStrip } from "./scrub-strip";
import type { ClipActs } from "./use-clip-acts";
import { useHoverPlay } from "./use-hover-play";

export interface TileActs extends ClipActs {
  focus: (clip: ClipView) => void;
  open: (clip: ClipView) => void;
  details: (clip: ClipView) => void;
  trash: (clip: ClipView) => void;
  /** Selects it too, or not any more; stretched, everything from the last one that was selected on. */
  pick: (clip: ClipView, stretch: boolean) => void;
  /** The collections that it can be put into and taken out of. */
  collect: (clip: ClipView) => MenuItem[][];
}

interface Props {
  clip: ClipView;
  /** Which of the clips that were read it is, from 1. */
  number: number;
  left: number;
  top: number;
  width: number;
  height: number;
  /** One tile of the wall is in the tab order; the arrow keys reach the others. */
  reachable: boolean;
  selected: boolean;
  /** False while the place is hidden: nothing plays then. */
  awake: boolean;
  /** The wall goes by too quickly to be looked at: no picture is asked for that is not there yet. */
  rushing: boolean;
  /** It has just come, while one was looking. */
  fresh: boolean;
  acts: TileActs;
}

export const ClipTile = memo(function ClipTile({ clip, left, top, width, height, ...rest }: Props) {
  const { number, reachable, selected, awake, rushing, fresh, acts } = rest;
  const { t } = useTranslation();
  const [pointed, setPointed] = useState(false);
  const [focused, setFocused] = useState(false);
  const [menu, setMenu] = useState(false);
  // Until it has been read there is nothing to be said of it, and nothing to be done with it but to open it.
  const far = isFar(clip);
  const hover = useHoverPlay(awake && !clip.missing && !menu && !far, clip.durationMs / 1000);
  const title = oneLine(clip.prompt) || clip.name;
  const near = (pointed || focused || menu) && !far;
  const tabIndex = reachable ? 0 : -1;
  const place = {
    "--left": `${left}px`,
    "--top": `${top}px`,
    "--width": `${width}px`,
    "--height": `${height}px`,
  } as CSSProperties;
  const press = (event: MouseEvent) => {
    if (hasCommand(event)) acts.pick(clip, false);
    else if (event.shiftKey) acts.pick(clip, true);
    else acts.open(clip);
  };

  return (
    <li
      className={styles.clip}
      data-testid="clip"
      data-clip-id={clip.id}
      data-fresh={fresh}
      data-missing={clip.missing}
      data-selected={selected}
      data-near={near}
      aria-posinset={number}
      // How many there are is not known before the last page was read.
      aria-setsize={-1}
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
        aria-describedby={selected ? `selected-${clip.id}` : undefined}
        onClick={press}
      >
        <Poster clip={clip} wait={rushing || far} />
        {hover.there && (
          <video
            {...hover.film}
            className={styles.film}
            data-moving={hover.moving}
            src={clip.videoUrl}
            muted
            loop
            playsInline
            tabIndex={-1}
          />
        )}
        {hover.scrub && <ScrubStrip {...hover.scrub} />}
        {selected && <Hidden id={`selected-${clip.id}`}>{t("library.isSelected")}</Hidden>}
      </button>
      <CheckMark
        className={styles.check}
        label={t("library.select", { title })}
        on={selected}
        tabIndex={tabIndex}
        onPress={(stretch) => acts.pick(clip, stretch)}
      />
      {clip.missing && (
        <span className={styles.missing}>
          <Icon of={FileX} size="large" />
          {t("library.missing")}
        </span>
      )}
      <div className={styles.foot}>
        {near && <span className={styles.title}>{title}</span>}
        {clip.trashed && (
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
        )}
        {clip.practice && <PracticeTag onPicture label={t("app.practice")} />}
        {near && <span className={styles.length}>{clock(clip.durationMs)}</span>}
      </div>
      {!clip.trashed && (near || clip.favourite) && (
        <IconButton
          size="small"
          onPicture
          className={styles.favourite}
          icon={Heart}
          label={t("library.favourite")}
          keys="S"
          pressed={clip.favourite}
          tabIndex={tabIndex}
          onClick={() => acts.favourite(clip)}
        />
      )}
      {near && <ClipMenu clip={clip} title={title} tabIndex={tabIndex} acts={acts} onOpenChange={setMenu} />}
    </li>
  );
});
