// Everything that is known of one clip, beside the place that it was asked from. It pushes and covers nothing.
import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useClip } from "../../api/hooks";
import type { ClipView, PictureView } from "../../api/types";
import { IconButton } from "../../components/button";
import { Empty } from "../../components/empty";
import { PracticeTag } from "../../components/practice-tag";
import { useSlow } from "../../components/use-slow";
import { ClipFacts } from "./clip-facts";
import { ClipHead } from "./clip-head";
import { ClipNote } from "./clip-note";
import { Collections } from "./collections";
import { CopyDetails } from "./copy-details";
import styles from "./details.module.css";
import { Pictures } from "./pictures";
import { DetailsThread } from "./thread";
import { usePanel } from "./use-panel";

interface Props {
  id: string;
  onClose: () => void;
  onReuse: (clip: ClipView) => void;
  /** One of its pictures is wanted for the next clip. */
  onUsePicture: (picture: PictureView) => void;
  onOpen: (id: string) => void;
}

export function Details({ id, onClose, onReuse, onUsePicture, onOpen }: Props) {
  const { t } = useTranslation();
  const { data: clip, isError, isPending } = useClip(id);
  const slow = useSlow(isPending);
  const panel = usePanel(onClose);

  return (
    <aside
      className={styles.panel}
      aria-label={t("details.title")}
      tabIndex={-1}
      ref={panel}
      data-testid="details"
    >
      <header className={styles.head}>
        <h2>{t("details.title")}</h2>
        {clip?.practice && <PracticeTag label={t("app.practice")} hint={t("app.practiceHint")} />}
        <span className={styles.close}>
          <IconButton
            icon={X}
            label={t("app.close")}
            keys="Esc"
            side="left"
            data-testid="details-close"
            onClick={onClose}
          />
        </span>
      </header>
      {clip && (
        <div className={styles.body} key={clip.id}>
          <ClipHead clip={clip} onOpen={() => onOpen(clip.id)} onReuse={() => onReuse(clip)} />
          <ClipNote clip={clip} />
          <ClipFacts clip={clip} />
          <Pictures pictures={clip.pictures} onUse={onUsePicture} />
          <DetailsThread id={clip.id} onOpen={onOpen} />
          <Collections clip={clip} />
          <CopyDetails clip={clip} />
        </div>
      )}
      {isError && !clip && <Empty role="alert" art="nothing" title={t("player.gone")} />}
      {slow && <Empty role="status" art="waiting" title={t("details.loading")} />}
    </aside>
  );
}
