import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { JobView } from "../../api/types";
import { useErrorWords } from "../../api/use-error-words";
import { Button } from "../../components/button";
import { say } from "../../components/toasts";
import styles from "./job-card.module.css";
import type { JobCommands } from "./use-job-commands";

/** The technical side, closed until somebody wants it. Always plain text, whatever the service sent. */
export function JobDetails({ job, commands }: { job: JobView; commands: JobCommands }) {
  const { t } = useTranslation();
  const errorWords = useErrorWords();
  const [text, setText] = useState<string | null>(null);
  const attempt = async (run: () => Promise<unknown>) => {
    try {
      await run();
    } catch (thrown) {
      say(errorWords(thrown));
    }
  };
  const load = async () => {
    const loaded = await commands.details();
    setText(loaded);
    return loaded;
  };
  return (
    <details
      className={styles.details}
      onToggle={(event) => {
        if (event.currentTarget.open && text === null) void attempt(load);
      }}
    >
      <summary>{t("queue.details")}</summary>
      {job.taskNumber !== null && (
        <p className={styles.task}>{t("queue.task", { number: job.taskNumber })}</p>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keyboard */}
      <pre className={styles.raw} tabIndex={0}>
        {text ?? job.cause?.detail ?? ""}
      </pre>
      <Button
        size="small"
        data-testid="job-copy"
        onClick={() =>
          void attempt(async () => {
            await commands.copy(text ?? (await load()));
            say(t("queue.copied"));
          })
        }
      >
        {t("queue.copy")}
      </Button>
    </details>
  );
}
