import { Play } from "lucide-react";
import type { CSSProperties } from "react";
import { useTranslation } from "react-i18next";
import { elapsedMs, isMoving, isTimed } from "../../api/job";
import type { JobView } from "../../api/types";
import { leftWords, stateWords } from "../../api/words";
import { Hidden } from "../../components/hidden";
import { Icon } from "../../components/icon";
import { PracticeTag } from "../../components/practice-tag";
import { useNow } from "../../components/use-now";
import { Wake } from "../../components/wake";
import { timeLeft } from "../../lib/time";
import styles from "./stage.module.css";
import type { Waking } from "./use-waking";

interface Props {
  job: JobView;
  /** In view, so that its time goes on. */
  ticking: boolean;
  /** Null while it is being made. */
  waking: Waking | null;
  /** The shape in which it was shown until the clip came in another one. */
  before: number | null;
  onOpenClip: (id: string) => void;
}

/** One job on the stage: its still breathes while it is made, wakes once, and rests as a clip to be opened. */
export function Reel({ job, ticking, waking, before, onOpenClip }: Props) {
  const { t } = useTranslation();
  const clip = waking && job.clip;
  const still = clip && !waking.unseen ? clip.posterUrl : (job.pictures[0]?.url ?? null);
  const reshaped = clip !== null && waking?.unseen === true && before !== null;
  return (
    <>
      <div className={styles.shape} data-reshaped={reshaped}>
        <Wake
          still={still}
          film={clip?.videoUrl}
          breathing={!clip && isMoving(job)}
          waking={waking?.waking ?? false}
          onWoken={waking?.onWoken}
          fit="contain"
        />
        {!clip && <Caption job={job} ticking={ticking} />}
        {clip && (
          <button
            type="button"
            className={styles.clip}
            data-testid="stage-play"
            data-busy={waking.waking && !waking.rests}
            onClick={() => onOpenClip(clip.id)}
          >
            <Hidden>{t("stage.play")}</Hidden>
            <span className={styles.play}>
              <Icon of={Play} size="large" filled />
            </span>
          </button>
        )}
        {job.practice && (
          <span className={styles.tag}>
            <PracticeTag label={t("app.practice")} onPicture />
          </span>
        )}
      </div>
      {reshaped && (
        <div
          className={styles.before}
          style={{ "--ratio": before } as CSSProperties}
          data-testid="stage-before"
          aria-hidden="true"
        >
          {still && <img className={styles.picture} src={still} alt="" draggable={false} />}
        </div>
      )}
    </>
  );
}

/** Where it stands and about how long it takes, in one quiet line. */
function Caption({ job, ticking }: { job: JobView; ticking: boolean }) {
  const { t } = useTranslation();
  const timed = isTimed(job);
  const now = useNow(ticking && timed);
  const left = timeLeft(job.typicalMs, elapsedMs(job, now));
  return (
    <p className={styles.caption} data-testid="stage-caption">
      <span>{t(stateWords[job.state])}</span>
      {timed && (
        <span>{t(leftWords[left.kind], { minutes: left.kind === "minutes" ? left.minutes : 1 })}</span>
      )}
    </p>
  );
}
