import { useTranslation } from "react-i18next";
import type { JobView } from "../../api/types";
import { causeWords, chargedWords, type MessageKey } from "../../api/words";
import styles from "./job-card.module.css";

/** Three short lines: what happened; whether it was charged; what helps. */
export function JobTrouble({ job }: { job: JobView }) {
  const { t } = useTranslation();
  const [what, charged, help] = troubleWords(job);
  return (
    <div className={styles.trouble} data-testid="job-error">
      <p className={styles.what}>{t(what)}</p>
      {charged && <p>{t(charged)}</p>}
      {help && <p className={styles.quiet}>{t(help)}</p>}
    </div>
  );
}

export function troubleWords(job: JobView): [MessageKey, MessageKey | null, MessageKey | null] {
  if (job.state === "unclear") {
    const charged = job.practice ? chargedWords.practice : "queue.unclearCharged";
    return ["queue.unclearWhat", charged, "queue.unclearHelp"];
  }
  if (job.state === "stopped") {
    const charged: MessageKey = job.practice
      ? chargedWords.practice
      : job.sentAtMs === null
        ? "queue.stoppedUnsent"
        : chargedWords.maybe;
    return ["queue.stoppedWhat", charged, null];
  }
  if (!job.cause) return [causeWords.internal.what, null, causeWords.internal.help];
  const words = causeWords[job.cause.code];
  return [words.what, chargedWords[job.cause.charged], words.help];
}
