import { type CSSProperties, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ClipView } from "../../api/types";
import { letGo } from "../../lib/film";
import { type Reel, startOfFrame, timeOfFrame } from "../../lib/frames";
import { createSeeker, type Seeker } from "../../lib/seek";
import { tileRatio } from "../../lib/shape";
import { position } from "../../lib/time";
import styles from "./scrub.module.css";

interface Props {
  clip: ClipView;
  reel: Reel;
  frame: number;
  /** Where along the bar, 0 to 1. */
  at: number;
}

/** The frame under the pointer, from a second film that lives only as long as the pointer is there. */
export function Preview({ clip, reel, frame, at }: Props) {
  const { t } = useTranslation();
  const video = useRef<HTMLVideoElement>(null);
  const seeker = useRef<Seeker | null>(null);
  const [seen, setSeen] = useState(false);

  useEffect(() => {
    const element = video.current;
    if (!element) return;
    const own = createSeeker(element);
    seeker.current = own;
    element.src = clip.videoUrl;
    return () => {
      own.end();
      letGo(element);
    };
  }, [clip.videoUrl]);
  useEffect(() => seeker.current?.to(timeOfFrame(frame, reel)), [frame, reel]);

  const style = { "--at": at, "--ratio": tileRatio(clip.width, clip.height) } as CSSProperties;
  return (
    <div className={styles.preview} style={style} data-testid="scrub-preview" aria-hidden="true">
      {/* Silent and without words, so there is nothing to caption. */}
      <video
        ref={video}
        className={styles.film}
        data-seen={seen}
        muted
        playsInline
        preload="auto"
        tabIndex={-1}
        onSeeked={() => setSeen(true)}
      />
      <span className={styles.words}>
        <span>{position(startOfFrame(frame, reel))}</span>
        <span>{t("player.frameNumber", { frame: frame + 1 })}</span>
      </span>
    </div>
  );
}
