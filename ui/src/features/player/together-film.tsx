import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ClipView } from "../../api/types";
import { letGo } from "../../lib/film";
import { titleOf } from "../../lib/format";
import room from "./player.module.css";
import styles from "./together.module.css";
import type { TogetherState } from "./use-together";
import { useReel } from "./use-transport";

interface Props {
  clip: ClipView;
  together: TogetherState;
  heard: boolean;
  volume: number;
  onClick?: (() => void) | undefined;
}

/** One of several films. What cannot be shown says so in its own place. */
export function TogetherFilm({ clip, together: { join }, heard, volume, onClick }: Props) {
  const { t } = useTranslation();
  const video = useRef<HTMLVideoElement>(null);
  const reel = useReel(clip);
  const own = useRef(reel);
  useEffect(() => {
    own.current = reel;
  });
  const [failed, setFailed] = useState(false);
  const { id, missing, videoUrl } = clip;

  useEffect(() => {
    const element = video.current;
    if (!element || missing) return;
    element.src = videoUrl;
    const leave = join(id, element, () => own.current);
    return () => {
      leave();
      letGo(element);
    };
  }, [id, missing, videoUrl, join]);
  useEffect(() => {
    if (!video.current) return;
    video.current.muted = !heard;
    video.current.volume = volume;
  }, [heard, volume]);

  return (
    <>
      <video
        ref={video}
        className={room.video}
        poster={clip.posterUrl}
        width={clip.width}
        height={clip.height}
        muted
        playsInline
        preload="auto"
        crossOrigin="anonymous"
        tabIndex={-1}
        aria-label={titleOf(clip)}
        onError={() => setFailed(true)}
        onLoadedMetadata={() => setFailed(false)}
        onClick={onClick}
      />
      {(missing || failed) && (
        <span className={styles.failed}>{t(missing ? "player.missing" : "player.cannotPlay")}</span>
      )}
    </>
  );
}
