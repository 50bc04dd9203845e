import { ImageOff, Play } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useApp } from "../../api/hooks";
import type { JobView } from "../../api/types";
import { noteWords, stateWords } from "../../api/words";
import { Hidden } from "../../components/hidden";
import { PracticeTag } from "../../components/practice-tag";
import { clock, type TimeLeft, timeLeft } from "../../lib/time";
import { JobActions } from "./job-actions";
import styles from "./job-card.module.css";
import { JobTrouble } from "./job-trouble";
import { StopButton } from "./stop-button";
import { useJobCommands } from "./use-job-commands";

interface Props {
  job: JobView;
  now: number;
  onOpenClip: (id: string) => void;
  onOpenSettings: () => void;
}

const moving = new Set(["sending", "making", "saving"]);

export function JobCard({ job, now, onOpenClip, onOpenSettings }: Props) {
  const { t } = useTranslation();
  const models = useApp((app) => app.models);
  const commands = useJobCommands(job);
  const model = models.find((one) => one.id === job.model)?.name ?? job.model;
  const poster = job.clip?.posterUrl ?? job.pictures[0]?.url;
  const clip = job.state === "done" ? job.clip : null;
  const troubled = job.state === "failed" || job.state === "unclear" || job.state === "stopped";
  const still = (
    <span className={styles.poster} data-awake={moving.has(job.state)}>
      {poster ? <img src={poster} alt="" width={52} height={52} /> : <ImageOff size={16} strokeWidth={1.5} />}
    </span>
  );
  const words = (
    <span className={styles.words}>
      <span className={styles.prompt}>{job.prompt}</span>
      <span className={styles.meta}>{model}</span>
    </span>
  );
  return (
    <li
      className={styles.job}
      data-testid="job"
      data-job-id={job.id}
      data-state={job.state}
      data-wide={troubled}
    >
      <div className={styles.told}>
        {clip ? (
          <button
            type="button"
            className={styles.head}
            data-testid="job-open"
            onClick={() => onOpenClip(clip.id)}
          >
            <Hidden>{t("queue.open")}</Hidden>
            {still}
            {words}
            <Play className={styles.go} size={16} strokeWidth={1.5} aria-hidden="true" />
          </button>
        ) : (
          <div className={styles.head}>
            {still}
            {words}
          </div>
        )}
        <div className={styles.state}>
          <span className={styles.dot} aria-hidden="true" />
          <span>{t(stateWords[job.state])}</span>
          <Times job={job} now={now} />
          {job.practice && <PracticeTag label={t("app.practice")} hint={t("app.practiceHint")} />}
          <StopButton job={job} commands={commands} />
        </div>
        {job.note && <p className={styles.note}>{t(noteWords[job.note])}</p>}
        {troubled && <JobTrouble job={job} />}
      </div>
      <div className={styles.helps}>
        <JobActions job={job} commands={commands} onOpenSettings={onOpenSettings} />
      </div>
    </li>
  );
}

function Times({ job, now }: { job: JobView; now: number }) {
  const { t } = useTranslation();
  const start = job.sentAtMs ?? job.createdAtMs;
  if (moving.has(job.state)) {
    const since = Math.max(0, now - start);
    return (
      <span className={styles.times}>
        <span title={t("queue.elapsed", { time: clock(since) })}>{clock(since)}</span>
        {job.state !== "saving" && (
          <span>
            {job.progress === null
              ? leftWords(timeLeft(job.typicalMs, since), t)
              : t("queue.progress", { percent: Math.round(job.progress) })}
          </span>
        )}
      </span>
    );
  }
  if (job.state === "done" && job.endedAtMs !== null)
    return <span className={styles.times}>{clock(job.endedAtMs - start)}</span>;
  return null;
}

type Translate = ReturnType<typeof useTranslation>["t"];

function leftWords(left: TimeLeft, t: Translate): string {
  switch (left.kind) {
    case "minutes":
      return t("queue.leftMinutes", { minutes: left.minutes });
    case "minute":
      return t("queue.leftMinute");
    case "seconds":
      return t("queue.leftSeconds");
    case "soon":
      return t("queue.leftSoon");
  }
}
