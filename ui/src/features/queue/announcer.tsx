import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { JobState, JobView } from "../../api/types";
import { stateWords } from "../../api/words";
import { Hidden } from "../../components/hidden";
import { oneLine } from "../../lib/text";

interface Props {
  jobs: readonly JobView[];
  /** What is said above the cards. */
  banner: string | null;
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
    const lines = changed.map((job) =>
      t("queue.announce", { prompt: oneLine(job.prompt, 40), state: t(stateWords[job.state]) }),
    );
    setWords(lines.join(" "));
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
