import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { JobView } from "../../api/types";
import { useErrorWords } from "../../api/use-error-words";
import { causeWords } from "../../api/words";
import { Button } from "../../components/button";
import { Toned } from "../../components/toned";
import { AdoptField } from "./adopt-field";
import styles from "./job-card.module.css";
import { JobDetails } from "./job-details";
import type { JobCommands } from "./use-job-commands";

interface Props {
  job: JobView;
  commands: JobCommands;
  onOpenSettings: () => void;
}

/** What helps, by state. Buttons that may cost money do not answer to a bare Enter. */
export function JobActions({ job, commands, onOpenSettings }: Props) {
  const { t } = useTranslation();
  const [adopting, setAdopting] = useState(false);
  const errorWords = useErrorWords();
  const { busy, fault } = commands;
  const retry = (
    <Button size="small" spends disabled={busy} data-testid="job-retry" onClick={commands.retry}>
      {t("queue.retry")}
    </Button>
  );
  const watch = (words: "queue.askAgain" | "queue.watchAgain") =>
    job.taskNumber !== null && (
      <Button size="small" disabled={busy} data-testid="job-watch" onClick={commands.watch}>
        {t(words)}
      </Button>
    );
  const door = job.state === "failed" && job.cause ? causeWords[job.cause.code].door : null;
  const needsSettings = job.note === "keyNeeded" || job.note === "keyRefused" || job.note === "practiceOff";
  const needsCredit = job.note === "creditEmpty";
  return (
    <>
      <div className={styles.actions}>
        {(door === "settings" || needsSettings) && (
          <Button size="small" onClick={onOpenSettings}>
            {t("queue.openSettings")}
          </Button>
        )}
        {(door === "topUp" || needsCredit) && (
          <Button size="small" onClick={() => commands.open("topUp")}>
            {t("queue.topUp")}
          </Button>
        )}
        {door === "usage" && (
          <Button size="small" onClick={() => commands.open("usage")}>
            {t("queue.usage")}
          </Button>
        )}
        {job.state === "failed" && (
          <>
            {watch("queue.askAgain")}
            {retry}
          </>
        )}
        {job.state === "stopped" && (
          <>
            {watch("queue.watchAgain")}
            {retry}
          </>
        )}
        {job.state === "unclear" && (
          <>
            <Button size="small" onClick={() => commands.open("usage")}>
              {t("queue.usage")}
            </Button>
            <Button size="small" aria-expanded={adopting} onClick={() => setAdopting(!adopting)}>
              {t("queue.adopt")}
            </Button>
            <Button size="small" spends disabled={busy} data-testid="job-resend" onClick={commands.resend}>
              {t("queue.resend")}
            </Button>
            <Button
              size="small"
              kind="quiet"
              disabled={busy}
              data-testid="job-give-up"
              onClick={commands.giveUp}
            >
              {t("queue.giveUp")}
            </Button>
          </>
        )}
      </div>
      {job.state === "unclear" && adopting && <AdoptField busy={busy} onAdopt={commands.adopt} />}
      {fault && (
        <div role="alert">
          <Toned tone="bad">{errorWords(fault)}</Toned>
        </div>
      )}
      {(job.state === "failed" || job.state === "unclear") && <JobDetails job={job} commands={commands} />}
    </>
  );
}
