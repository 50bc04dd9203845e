import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useApp, useQueue } from "../../api/hooks";
import { hostOf, isElsewhere, isMoving } from "../../api/job";
import type { HelpPage, JobNote, JobView } from "../../api/types";
import { useErrorWords } from "../../api/use-error-words";
import { keyNoteWords, noteDoors, noteWords } from "../../api/words";
import { Button } from "../../components/button";
import { Notice } from "../../components/notice";
import { say } from "../../components/toasts";
import { isShared } from "./hold";
import styles from "./hold-note.module.css";

interface Props {
  job: JobView;
  note: JobNote;
  onOpenSettings: () => void;
  onOpenPage: (page: HelpPage) => void;
  /** What else can be done about it, on a job's own card. */
  also?: ReactNode;
  /** What else is to be said there. */
  children?: ReactNode;
}

/** What holds one job up, and the door that leads to the remedy. */
export function HoldNote({ job, note, onOpenSettings, onOpenPage, also, children }: Props) {
  const { t } = useTranslation();
  const words = useNoteWords(job, note);
  const queue = useQueue();
  const errorWords = useErrorWords();
  const door = noteDoors[note];
  const send = () => void queue.send([job.id]).catch((thrown: unknown) => say(errorWords(thrown)));
  const open = door === "topUp" ? () => onOpenPage("topUp") : door === "send" ? send : onOpenSettings;
  return (
    <div className={styles.note}>
      <Notice
        tone={isShared(note) ? "warn" : "quiet"}
        testId="job-note"
        actions={
          (door || also) && (
            <>
              {door && (
                <Button
                  size="small"
                  spends={door === "send"}
                  data-testid={door === "send" ? "job-send" : undefined}
                  onClick={open}
                >
                  {t(doorWords[door])}
                </Button>
              )}
              {also}
            </>
          )
        }
      >
        {words}
        {children && <> {children}</>}
      </Notice>
    </div>
  );
}

const doorWords = {
  topUp: "queue.topUp",
  send: "queue.sendOne",
  settings: "queue.openSettings",
} as const;

function useNoteWords(job: JobView, note: JobNote): string {
  const { t } = useTranslation();
  const keyring = useApp((app) => app.account.keyring);
  const address = useApp((app) => app.settings.serviceAddress);
  if (note !== "keyNeeded") return t(noteWords[note]);
  if (isElsewhere(job, address)) return t("note.keyNeededAt", { host: hostOf(job.origin) });
  if (keyring !== "ready") return t(keyNoteWords[keyring]);
  return t(isMoving(job) ? "note.keyToWatch" : "note.keyNeeded");
}
