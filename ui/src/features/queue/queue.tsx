// The queue: a column on wide windows, a bar along the bottom on narrow ones. The same cards in both.
import { useTranslation } from "react-i18next";
import { useApp } from "../../api/hooks";
import { isUnderWay } from "../../api/job";
import { inLine } from "../../api/studio";
import type { JobView } from "../../api/types";
import { useOpenPage } from "../../api/use-attempt";
import type { EditSpot } from "../../api/words";
import { say } from "../../components/toasts";
import { AddByNumber } from "./add-by-number";
import { Announcer } from "./announcer";
import { bannerOf, isSaidAbove } from "./banner";
import { useBannerWords } from "./banner-words";
import { ClearButton } from "./clear-button";
import { JobCard } from "./job-card";
import { numberIn } from "./line";
import { Line } from "./line-of-cards";
import { PauseButton } from "./pause-button";
import styles from "./queue.module.css";
import { QueueBanner } from "./queue-banner";

interface Props {
  /** Each stays the same function for as long as the window lives: hundreds of cards depend on it. */
  onOpenClip: (id: string) => void;
  onOpenSettings: () => void;
  onEdit: (job: JobView, spot: EditSpot) => void;
}

export function Queue({ onOpenClip, onOpenSettings, onEdit }: Props) {
  const { t } = useTranslation();
  const openPage = useOpenPage(say);
  const jobs = useApp((app) => app.jobs);
  const busy = jobs.filter(isUnderWay).length;
  const queue = useApp((app) => app.queue);
  const address = useApp((app) => app.settings.serviceAddress);
  const banner = bannerOf(queue, jobs, address);
  const words = useBannerWords(banner);
  const line = inLine(jobs);
  const numbers = new Map(line.map((job) => [job.id, numberIn(line, job.id)]));
  return (
    <aside className={styles.queue} data-testid="queue" aria-label={t("queue.title")}>
      <header className={styles.head}>
        <h2 className={styles.title}>{t("queue.title")}</h2>
        {busy > 0 && <span className={styles.count}>{busy}</span>}
        <span className={styles.tools}>
          <ClearButton jobs={jobs} />
          <AddByNumber />
          <PauseButton />
        </span>
      </header>
      {banner && words && (
        <div className={styles.hold}>
          <QueueBanner banner={banner} words={words} onOpenSettings={onOpenSettings} onOpenPage={openPage} />
        </div>
      )}
      {jobs.length === 0 ? (
        <p className={styles.empty}>{t("queue.empty")}</p>
      ) : (
        <Line line={line} className={styles.list}>
          {jobs.map((job) => (
            <JobCard
              key={job.id}
              job={job}
              number={numbers.get(job.id) ?? null}
              waiting={line.length}
              saidAbove={isSaidAbove(banner, queue, job, address)}
              onOpenClip={onOpenClip}
              onOpenSettings={onOpenSettings}
              onEdit={onEdit}
            />
          ))}
        </Line>
      )}
      <Announcer jobs={jobs} banner={words} />
    </aside>
  );
}
