// The hero of the place: the picture in the chosen shape, the still of what is being made, the newest clip,
// or an invitation. The newest of them is in front; the others stay within reach.
import { type CSSProperties, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Draft } from "../../api/draft";
import { useApp } from "../../api/hooks";
import { isMoving, isUnderWay } from "../../api/job";
import type { JobView } from "../../api/types";
import { Segmented } from "../../components/segmented";
import { ratioOf } from "../../lib/shape";
import { Invitation } from "./invitation";
import { Reel } from "./reel";
import styles from "./stage.module.css";
import { frontOf, type Subject, type SubjectKind } from "./subject";
import { useArrival } from "./use-arrival";
import { useWaking } from "./use-waking";

interface Props {
  shown: boolean;
  draft: Draft;
  onOpenClip: (id: string) => void;
}

export function Stage({ shown, draft, onOpenClip }: Props) {
  const { t } = useTranslation();
  const jobs = useApp((app) => app.jobs);
  const [chosen, setChosen] = useState<Subject | null>(null);
  const pictureAtMs = useArrival(draft.pictures.map((one) => one.id));
  const picture = draft.pictures[0] ?? null;
  const making = newestMaking(jobs);
  const made = newestMade(jobs);

  const subjects: Subject[] = [];
  if (picture) subjects.push({ kind: "picture", atMs: pictureAtMs });
  if (making) subjects.push({ kind: "making", atMs: making.createdAtMs });
  if (made?.clip) subjects.push({ kind: "clip", atMs: made.endedAtMs ?? made.createdAtMs });
  const front = frontOf(subjects, chosen);
  const waking = useWaking(made?.clip ?? null, jobs, shown && front === "clip");

  const reel = front === "making" ? making : front === "clip" ? made : null;
  const asked =
    ratioOf(reel ? reel.aspectRatio : draft.aspectRatio) ??
    shapeOf(reel ? reel.pictures[0] : picture) ??
    16 / 9;
  const ratio = (front === "clip" ? shapeOf(made?.clip) : null) ?? asked;

  return (
    <section
      className={styles.stage}
      data-testid="drop-zone"
      data-front={front}
      aria-label={t("stage.title")}
    >
      <div className={styles.room} style={{ "--ratio": ratio } as CSSProperties}>
        {front === null && <Invitation ratio={ratio} />}
        {front === "picture" && picture && (
          <div className={styles.shape}>
            <img
              className={styles.picture}
              src={picture.url}
              alt={picture.name || t("pictures.pasted")}
              draggable={false}
            />
          </div>
        )}
        {reel && (
          <Reel
            key={reel.id}
            job={reel}
            ticking={shown}
            waking={front === "clip" ? waking : null}
            before={isSameShape(asked, ratio) ? null : asked}
            onOpenClip={onOpenClip}
          />
        )}
        {subjects.length > 1 && front && (
          <div className={styles.tabs}>
            <Segmented
              label={t("stage.title")}
              hideLabel
              size="small"
              data-testid="stage-front"
              value={front}
              options={subjects.map(({ kind }) => ({ value: kind, label: t(`stage.${kind}`) }))}
              onChange={(kind) => setChosen({ kind: kind as SubjectKind, atMs: Date.now() })}
            />
          </div>
        )}
      </div>
    </section>
  );
}

/** Jobs stand newest first. What is merely fetched anew has its clip already and is nothing to wait for. */
function newestMaking(jobs: readonly JobView[]): JobView | null {
  const unmade = jobs.filter((job) => isUnderWay(job) && job.clip === null);
  return unmade.find(isMoving) ?? unmade[0] ?? null;
}

function newestMade(jobs: readonly JobView[]): JobView | null {
  const ended = (job: JobView) => job.endedAtMs ?? job.createdAtMs;
  let newest: JobView | null = null;
  for (const job of jobs)
    if (job.state === "done" && job.clip && !job.clip.trashed && (!newest || ended(job) > ended(newest)))
      newest = job;
  return newest;
}

/** Services round to whole blocks of pixels: what nobody sees is no other shape. */
function isSameShape(one: number, other: number): boolean {
  return Math.abs(one - other) < 0.02 * other;
}

function shapeOf(size: { width: number; height: number } | null | undefined): number | null {
  return size && size.width > 0 && size.height > 0 ? size.width / size.height : null;
}
