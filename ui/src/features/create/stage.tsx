// The hero of the place: the picture in the chosen shape, the still of what is being made, the newest clip,
// or an invitation. The newest of them is in front; the others stay within reach.
import { type CSSProperties, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Draft, frameOf, withFrame } from "../../api/draft";
import { useApp } from "../../api/hooks";
import { isMoving, isUnderWay } from "../../api/job";
import type { JobView, PictureView } from "../../api/types";
import { Segmented } from "../../components/segmented";
import { type Part, sameShape } from "../../lib/crop";
import { ratioOf } from "../../lib/shape";
import { CropFrame } from "./crop-frame";
import { FitBar } from "./fit-bar";
import { Invitation } from "./invitation";
import { Reel } from "./reel";
import styles from "./stage.module.css";
import { frontOf, type Subject, type SubjectKind } from "./subject";
import { useArrival } from "./use-arrival";
import { useReshape } from "./use-reshape";
import { useWaking } from "./use-waking";

interface Props {
  shown: boolean;
  draft: Draft;
  /** The picture that is looked at. */
  picture: PictureView | null;
  onChange: (change: (draft: Draft) => Draft) => void;
  onOpenClip: (id: string) => void;
}

export function Stage({ shown, draft, picture, onChange, onOpenClip }: Props) {
  const { t } = useTranslation();
  const jobs = useApp((app) => app.jobs);
  const [chosen, setChosen] = useState<Subject | null>(null);
  const pictureAtMs = useArrival(draft.pictures.map((one) => one.id));
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

  const room = useRef<HTMLDivElement>(null);
  useReshape(room, ratio);

  const chosenRatio = ratioOf(draft.aspectRatio);
  const differs = picture && chosenRatio && !sameShape(picture.width / picture.height, chosenRatio);
  const frame = picture && differs ? frameOf(draft, picture.id) : null;
  const put = (part: Part | null) =>
    picture && onChange((now) => withFrame(now, picture.id, part && { part, cut: null }));

  return (
    <section
      className={styles.stage}
      data-testid="drop-zone"
      data-front={front}
      aria-label={t("stage.title")}
    >
      <div ref={room} className={styles.room} style={{ "--ratio": ratio } as CSSProperties}>
        {front === null && <Invitation ratio={ratio} />}
        {front === "picture" && picture && frame && chosenRatio && (
          <CropFrame picture={picture} ratio={chosenRatio} part={frame.part} onPart={put} />
        )}
        {front === "picture" && picture && !frame && (
          <div className={styles.shape} data-testid="stage-picture">
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
            before={sameShape(asked, ratio) ? null : asked}
            onOpenClip={onOpenClip}
          />
        )}
        {front === "picture" && picture && differs && chosenRatio && (
          <FitBar
            picture={picture}
            shape={draft.aspectRatio ?? ""}
            ratio={chosenRatio}
            frame={frame}
            onPart={put}
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

function shapeOf(size: { width: number; height: number } | null | undefined): number | null {
  return size && size.width > 0 && size.height > 0 ? size.width / size.height : null;
}
