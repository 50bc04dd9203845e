// The queue: a column on wide windows, a bar along the bottom on narrow ones. The same cards in both.
import { Layers } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useApp } from "../../api/hooks";
import { useNow } from "../../components/use-now";
import { Announcer } from "./announcer";
import { JobCard } from "./job-card";
import styles from "./queue.module.css";

interface Props {
  onOpenClip: (id: string) => void;
  onOpenSettings: () => void;
}

const running = new Set(["waiting", "sending", "making", "saving"]);

export function Queue({ onOpenClip, onOpenSettings }: Props) {
  const { t } = useTranslation();
  const jobs = useApp((app) => app.jobs);
  const busy = jobs.filter((job) => running.has(job.state)).length;
  const now = useNow(busy > 0);
  return (
    <aside className={styles.queue} data-testid="queue" aria-label={t("queue.title")}>
      <header className={styles.head}>
        <h2 className={styles.title}>{t("queue.title")}</h2>
        {busy > 0 && <span className={styles.count}>{busy}</span>}
      </header>
      {jobs.length === 0 ? (
        <p className={styles.empty}>
          <Layers size={20} strokeWidth={1.5} aria-hidden="true" />
          <span>{t("queue.empty")}</span>
        </p>
      ) : (
        <ul className={styles.list}>
          {jobs.map((job) => (
            <JobCard
              key={job.id}
              job={job}
              now={now}
              onOpenClip={onOpenClip}
              onOpenSettings={onOpenSettings}
            />
          ))}
        </ul>
      )}
      <Announcer jobs={jobs} />
    </aside>
  );
}
