import { Play } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useApp } from "../../api/hooks";
import { elapsedMs, isMoving, shareDone } from "../../api/job";
import type { JobView } from "../../api/types";
import type { EditSpot } from "../../api/words";
import { Hidden } from "../../components/hidden";
import { Icon } from "../../components/icon";
import { Progress } from "../../components/progress";
import { oneLine } from "../../lib/text";
import { clock } from "../../lib/time";
import { AskButton, LongWords } from "./ask-button";
import { HoldNote } from "./hold-note";
import styles from "./job-card.module.css";
import { JobLine, useLeft } from "./job-line";
import { JobStill } from "./job-still";
import { JobTrouble } from "./job-trouble";
import { StopButton } from "./stop-button";
import { useJobCommands } from "./use-job-commands";

interface Props {
  job: JobView;
  now: number;
  /** What holds it up is said above all the cards, and so not on this one again. */
  saidAbove: boolean;
  onOpenClip: (id: string) => void;
  onOpenSettings: () => void;
  onEdit: (job: JobView, spot: EditSpot) => void;
}

const troubled = new Set(["failed", "unclear", "stopped"]);

export function JobCard({ job, now, saidAbove, onOpenClip, onOpenSettings, onEdit }: Props) {
  const { t } = useTranslation();
  const models = useApp((app) => app.models);
  const commands = useJobCommands(job);
  const left = useLeft(job, now);
  const model = models.find((one) => one.id === job.model)?.name ?? job.model;
  const clip = job.state === "done" ? job.clip : null;
  const making = job.state === "making";
  const trouble = troubled.has(job.state);
  const note = !saidAbove && job.note !== "uploading" && !trouble ? job.note : null;

  return (
    <li
      className={styles.job}
      data-testid="job"
      data-job-id={job.id}
      data-state={job.state}
      data-wide={trouble ? "trouble" : note ? "note" : undefined}
    >
      <div className={styles.told}>
        <JobStill job={job} />
        <div className={styles.words}>
          <p className={styles.prompt}>{job.prompt || t("queue.promptLost")}</p>
          <JobLine job={job} now={now} />
          <div className={styles.meta}>
            <span className={styles.model}>{model}</span>
            {isMoving(job) && (
              <span className={styles.elapsed}>
                <Hidden>{t("queue.elapsed", { time: clock(elapsedMs(job, now)) })}</Hidden>
                <span aria-hidden="true">{clock(elapsedMs(job, now))}</span>
              </span>
            )}
            {making && !note && <AskButton commands={commands} />}
            <StopButton job={job} commands={commands} />
          </div>
        </div>
      </div>
      {note && (
        <HoldNote
          job={job}
          note={note}
          onOpenSettings={onOpenSettings}
          onOpenPage={commands.open}
          also={making && <AskButton commands={commands} inWords />}
        >
          {note === "unusuallyLong" && <LongWords job={job} now={now} />}
        </HoldNote>
      )}
      {trouble && (
        <JobTrouble
          job={job}
          commands={commands}
          onOpenSettings={onOpenSettings}
          onEdit={(spot) => onEdit(job, spot)}
        />
      )}
      {isMoving(job) && (
        <div className={styles.progress}>
          <Progress
            label={t("queue.progressOf", { prompt: oneLine(job.prompt, 40) })}
            value={shareDone(job, now)}
            valueText={left ?? undefined}
          />
        </div>
      )}
      {clip && (
        <button
          type="button"
          className={styles.open}
          data-testid="job-open"
          onClick={() => onOpenClip(clip.id)}
        >
          <Hidden>{t("queue.openNamed", { prompt: oneLine(job.prompt, 60) })}</Hidden>
          <span className={styles.play}>
            <Icon of={Play} filled />
          </span>
        </button>
      )}
    </li>
  );
}
