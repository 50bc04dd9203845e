import { useTranslation } from "react-i18next";
import { useApp } from "../../api/hooks";
import { elapsedMs, hostOf, isElsewhere, isTimed } from "../../api/job";
import type { JobView } from "../../api/types";
import { leftWords, noteWords, stateWords, type Translate } from "../../api/words";
import { clock, timeLeft } from "../../lib/time";
import styles from "./job-line.module.css";

/** Where a job stands, and about how long it still takes: never the second, which nobody knows. */
export function JobLine({ job, now, number }: { job: JobView; now: number; number: number | null }) {
  const { t } = useTranslation();
  return (
    <p className={styles.line} data-state={job.state}>
      <span className={styles.state}>
        <span className={styles.dot} aria-hidden="true" />
        {t(stateWords[job.state])}
      </span>
      <span className={styles.left} data-testid="job-left">
        {useLeft(job, now) ?? (number !== null && lineWords(number, t))}
      </span>
    </p>
  );
}

/** Where it stands among those that wait. */
function lineWords(number: number, t: Translate): string {
  return number === 1 ? t("queue.nextInLine") : t("queue.inLine", { number });
}

/** What stands beside the state: time left, the service's own figure, or what it took in the end. */
export function useLeft(job: JobView, now: number): string | null {
  const { t } = useTranslation();
  const address = useApp((app) => app.settings.serviceAddress);
  if (job.state === "done" && job.endedAtMs !== null) return clock(elapsedMs(job, job.endedAtMs));
  if (job.note === "uploading") return t(noteWords.uploading);
  if (job.state === "waiting" && isElsewhere(job, address))
    return t("queue.waitsFor", { host: hostOf(job.origin) });
  if (!isTimed(job)) return null;
  if (job.progress !== null) return t("queue.progress", { percent: Math.round(job.progress) });
  const left = timeLeft(job.typicalMs, elapsedMs(job, now));
  return t(leftWords[left.kind], { minutes: left.kind === "minutes" ? left.minutes : 1 });
}
