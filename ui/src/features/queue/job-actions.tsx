import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { JobView } from "../../api/types";
import { causeWords } from "../../api/words";
import { Button } from "../../components/button";
import { AdoptField } from "./adopt-field";
import type { JobCommands } from "./use-job-commands";

interface Props {
  job: JobView;
  commands: JobCommands;
  onOpenSettings: () => void;
}

/** What helps, by state. Buttons that may cost money do not answer to a bare Enter. */
export function JobActions({ job, commands, onOpenSettings }: Props) {
  const { t } = useTranslation();
  if (job.state === "unclear") return <Unclear commands={commands} />;
  const door = job.state === "failed" && job.cause ? causeWords[job.cause.code].door : null;
  return (
    <>
      {door === "settings" && (
        <Button size="small" onClick={onOpenSettings}>
          {t("queue.openSettings")}
        </Button>
      )}
      {(door === "topUp" || door === "usage") && (
        <Button size="small" onClick={() => commands.open(door)}>
          {t(door === "topUp" ? "queue.topUp" : "queue.usage")}
        </Button>
      )}
      {job.taskNumber !== null && (
        <Button size="small" disabled={commands.busy} data-testid="job-watch" onClick={commands.watch}>
          {t(job.state === "failed" ? "queue.askAgain" : "queue.watchAgain")}
        </Button>
      )}
      <Button size="small" spends disabled={commands.busy} data-testid="job-retry" onClick={commands.retry}>
        {t("queue.retry")}
      </Button>
    </>
  );
}

/** Only a person can look whether it was made: the page, then the number, or once more. */
function Unclear({ commands }: { commands: JobCommands }) {
  const { t } = useTranslation();
  const [adopting, setAdopting] = useState(false);
  const { busy } = commands;
  return (
    <>
      <Button size="small" onClick={() => commands.open("usage")}>
        {t("queue.usage")}
      </Button>
      <Button size="small" aria-expanded={adopting} onClick={() => setAdopting(!adopting)}>
        {t("queue.adopt")}
      </Button>
      {adopting && <AdoptField busy={busy} onAdopt={commands.adopt} />}
      <Button size="small" spends disabled={busy} data-testid="job-resend" onClick={commands.resend}>
        {t("queue.resend")}
      </Button>
      <Button size="small" kind="quiet" disabled={busy} data-testid="job-give-up" onClick={commands.giveUp}>
        {t("queue.giveUp")}
      </Button>
    </>
  );
}
