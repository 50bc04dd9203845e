import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { JobState, JobView } from "../../api/types";
import { stateWords, type Translate } from "../../api/words";
import { Hidden } from "../../components/hidden";
import { promptName } from "./prompt-name";

interface Props {
  jobs: readonly JobView[];
  /** What is said above the cards. */
  banner: string | null;
}

/** More at once are counted: nobody listens to two hundred names. */
const MOST_NAMED = 3;

const nameWords = (jobs: readonly JobView[], t: Translate) =>
  jobs
    .map((job) => t("queue.announce", { prompt: promptName(job, t, 40), state: t(stateWords[job.state]) }))
    .join(" ");

function countWords(jobs: readonly JobView[], t: Translate): string {
  const states = [...new Set(jobs.map((job) => job.state))];
  return states
    .map((state) => {
      const count = jobs.filter((job) => job.state === state).length;
      return t("queue.announceMany", { count, state: t(stateWords[state]) });
    })
    .join(" ");
}

/** Tells screen readers when a job changes its state; what stood there at the start is not news, a banner is. */
export function Announcer({ jobs, banner }: Props) {
  const { t } = useTranslation();
  const known = useRef<Map<string, JobState> | null>(null);
  const [words, setWords] = useState("");
  useEffect(() => {
    const before = known.current;
    known.current = new Map(jobs.map((job) => [job.id, job.state]));
    if (!before) return;
    const changed = jobs.filter((job) => before.get(job.id) !== job.state);
    if (changed.length === 0) return;
    setWords(changed.length > MOST_NAMED ? countWords(changed, t) : nameWords(changed, t));
  }, [jobs, t]);
  useEffect(() => {
    if (banner !== null) setWords(banner);
  }, [banner]);
  return (
    <Hidden role="status" aria-live="polite" data-testid="queue-said">
      {words}
    </Hidden>
  );
}
