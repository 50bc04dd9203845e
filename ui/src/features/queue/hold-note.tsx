import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useApp } from "../../api/hooks";
import type { HelpPage, JobNote } from "../../api/types";
import { keyNoteWords, noteDoors, noteWords } from "../../api/words";
import { Button } from "../../components/button";
import { Notice } from "../../components/notice";
import { isShared } from "./hold";
import styles from "./hold-note.module.css";

interface Props {
  note: JobNote;
  /** Said once for all the cards below it, instead of on each of them. */
  forAll?: boolean;
  onOpenSettings: () => void;
  onOpenPage: (page: HelpPage) => void;
  /** What else can be done about it, on a job's own card. */
  also?: ReactNode;
  /** What else is to be said there. */
  children?: ReactNode;
}

/** What holds jobs up, and the door that leads to the remedy. */
export function HoldNote({ note, forAll = false, onOpenSettings, onOpenPage, also, children }: Props) {
  const { t } = useTranslation();
  const keyring = useApp((app) => app.account.keyring);
  const door = noteDoors[note];
  const open = door === "topUp" ? () => onOpenPage("topUp") : onOpenSettings;
  return (
    <div className={styles.note}>
      <Notice
        tone={isShared(note) ? "warn" : "quiet"}
        {...(forAll ? { role: "status", testId: "queue-hold" } : { testId: "job-note" })}
        actions={
          (door || also) && (
            <>
              {door && (
                <Button size="small" onClick={open}>
                  {t(door === "topUp" ? "queue.topUp" : "queue.openSettings")}
                </Button>
              )}
              {also}
            </>
          )
        }
      >
        {t(note === "keyNeeded" ? keyNoteWords[keyring] : noteWords[note])}
        {children && <> {children}</>}
      </Notice>
    </div>
  );
}
