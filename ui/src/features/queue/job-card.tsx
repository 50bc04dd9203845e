import { useSortable } from "@dnd-kit/sortable";
import { CSS } from "@dnd-kit/utilities";
import { GripVertical, Play } from "lucide-react";
import { type CSSProperties, memo } from "react";
import { useTranslation } from "react-i18next";
import { useApp } from "../../api/hooks";
import { elapsedMs, isMoving, shareDone } from "../../api/job";
import type { JobView } from "../../api/types";
import { useErrorWords } from "../../api/use-error-words";
import type { EditSpot } from "../../api/words";
import { IconButton } from "../../components/button";
import { Hidden } from "../../components/hidden";
import { Icon } from "../../components/icon";
import { Progress } from "../../components/progress";
import { say } from "../../components/toasts";
import { useNow } from "../../components/use-now";
import { clock } from "../../lib/time";
import { AskButton, LongWords } from "./ask-button";
import { HoldNote } from "./hold-note";
import styles from "./job-card.module.css";
import { JobLine, useLeft } from "./job-line";
import { JobMenu } from "./job-menu";
import { JobStill } from "./job-still";
import { JobTrouble } from "./job-trouble";
import { promptName } from "./prompt-name";
import { StopButton } from "./stop-button";
import { useJobCommands } from "./use-job-commands";

interface Props {
  job: JobView;
  /** Its number in the line of those that wait; null where it waits alone, or not at all. */
  number: number | null;
  /** How many wait. */
  waiting: number;
  /** What holds it up is said above all the cards, and so not on this one again. */
  saidAbove: boolean;
  onOpenClip: (id: string) => void;
  onOpenSettings: () => void;
  onEdit: (job: JobView, spot: EditSpot) => void;
}

const troubled = new Set(["failed", "unclear", "stopped"]);

/** Drawn again only when something about this one changes: there may be hundreds of them. */
export const JobCard = memo(function JobCard(props: Props) {
  const { job, number, waiting, saidAbove, onOpenClip, onOpenSettings, onEdit } = props;
  const { t } = useTranslation();
  const now = useNow(isMoving(job));
  const grip = useSortable({
    id: job.id,
    disabled: number === null,
    attributes: { roleDescription: t("queue.movable") },
  });
  const models = useApp((app) => app.models);
  const errorWords = useErrorWords();
  const trouble = troubled.has(job.state);
  // A card in trouble has a place for it.
  const commands = useJobCommands(job, (error) => {
    if (!trouble) say(errorWords(error));
  });
  const left = useLeft(job, now);
  const model = models.find((one) => one.id === job.model)?.name ?? job.model;
  const clip = job.state === "done" ? job.clip : null;
  const making = job.state === "making";
  const note = !saidAbove && job.note !== "uploading" && !trouble ? job.note : null;

  return (
    <li
      ref={grip.setNodeRef}
      className={styles.job}
      style={{ "--moved": CSS.Translate.toString(grip.transform) } as CSSProperties}
      data-slides={(!grip.isDragging && grip.transition !== undefined) || undefined}
      data-taken={grip.isDragging || undefined}
      data-testid="job"
      data-job-id={job.id}
      data-state={job.state}
      data-wide={trouble ? "trouble" : note ? "note" : undefined}
    >
      <div className={styles.told}>
        <JobStill job={job} />
        <div className={styles.words}>
          <div className={styles.head}>
            <p className={styles.prompt}>
              {job.prompt || t(job.added ? "queue.addedPrompt" : "queue.promptLost")}
            </p>
            <JobMenu job={job} commands={commands} number={number} waiting={waiting} />
          </div>
          <JobLine job={job} now={now} number={number} />
          <div className={styles.meta}>
            <span className={styles.model}>{model}</span>
            {isMoving(job) && (
              <span className={styles.elapsed}>
                <Hidden>{t("queue.elapsed", { time: clock(elapsedMs(job, now)) })}</Hidden>
                <span aria-hidden="true">{clock(elapsedMs(job, now))}</span>
              </span>
            )}
            {making && !note && <AskButton commands={commands} />}
            {number !== null && (
              <IconButton
                {...grip.attributes}
                {...grip.listeners}
                ref={grip.setActivatorNodeRef}
                icon={GripVertical}
                size="small"
                className={styles.grip}
                label={t("queue.move")}
                data-testid="job-grip"
              />
            )}
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
            label={t("queue.progressOf", { prompt: promptName(job, t, 40) })}
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
          <Hidden>{t("queue.openNamed", { prompt: promptName(job, t, 60) })}</Hidden>
          <span className={styles.play}>
            <Icon of={Play} filled />
          </span>
        </button>
      )}
    </li>
  );
});
