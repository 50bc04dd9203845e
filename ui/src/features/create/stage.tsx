// The hero of the place: the picture in the chosen shape, or the newest clip, or an invitation.
import { ImagePlus, Play } from "lucide-react";
import { type CSSProperties, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Draft } from "../../api/draft";
import { useApp } from "../../api/hooks";
import { usePlatform } from "../../api/platform";
import { Button } from "../../components/button";
import { Hidden } from "../../components/hidden";
import { PracticeTag } from "../../components/practice-tag";
import { ratioOf } from "../../lib/shape";
import styles from "./stage.module.css";

interface Props {
  draft: Draft;
  onOpenClip: (id: string) => void;
}

export function Stage({ draft, onOpenClip }: Props) {
  const { t } = useTranslation();
  const platform = usePlatform();
  const clip = useApp((app) => app.jobs.find((job) => job.state === "done" && job.clip)?.clip ?? null);
  const picture = draft.pictures[0] ?? null;
  // Which of the two the person chose to see, and upon what: something newer comes to the front by itself.
  const subject = `${picture?.id ?? ""} ${clip?.id ?? ""}`;
  const [chosen, setChosen] = useState<{ subject: string; show: "picture" | "clip" } | null>(null);
  const [lastPicture, setLastPicture] = useState({ picture: picture?.id, clip: clip?.id, newer: "clip" });
  if (lastPicture.picture !== picture?.id || lastPicture.clip !== clip?.id) {
    const newer = lastPicture.clip !== clip?.id ? "clip" : "picture";
    setLastPicture({ picture: picture?.id, clip: clip?.id, newer });
  }
  const wished = chosen?.subject === subject ? chosen.show : lastPicture.newer;
  const show = clip && (!picture || wished === "clip") ? "clip" : picture ? "picture" : null;
  const size = show === "clip" && clip ? clip : picture;
  const ratio =
    (show === "clip" ? null : ratioOf(draft.aspectRatio)) ?? (size ? size.width / size.height : 16 / 9);

  return (
    <section className={styles.stage} data-testid="drop-zone" aria-label={t("stage.title")}>
      {picture && clip && (
        <div className={styles.tabs}>
          {(["picture", "clip"] as const).map((one) => (
            <button
              key={one}
              type="button"
              className={styles.tab}
              aria-pressed={show === one}
              onClick={() => setChosen({ subject, show: one })}
            >
              {t(`stage.${one}`)}
            </button>
          ))}
        </div>
      )}
      <div className={styles.room}>
        <div
          className={styles.shape}
          data-empty={show === null}
          style={{ "--ratio": ratio } as CSSProperties}
        >
          {show === "picture" && picture && (
            <img className={styles.picture} src={picture.url} alt={picture.name} />
          )}
          {show === "clip" && clip && (
            <button
              type="button"
              className={styles.clip}
              data-testid="stage-play"
              onClick={() => onOpenClip(clip.id)}
            >
              <Hidden>{t("stage.play")}</Hidden>
              <img className={styles.picture} src={clip.posterUrl} alt="" />
              <span className={styles.play}>
                <Play size={20} strokeWidth={1.5} aria-hidden="true" />
              </span>
              {clip.practice && (
                <span className={styles.tag}>
                  <PracticeTag label={t("app.practice")} />
                </span>
              )}
            </button>
          )}
          {show === null && (
            <div className={styles.invite}>
              <ImagePlus size={32} strokeWidth={1.5} aria-hidden="true" />
              <p className={styles.words}>{t("pictures.invite")}</p>
              <p className={styles.hint}>{t("pictures.inviteHint")}</p>
              <Button data-testid="add-pictures" onClick={() => void platform.picturePick().catch(() => {})}>
                {t("pictures.add")}
              </Button>
            </div>
          )}
        </div>
      </div>
    </section>
  );
}
