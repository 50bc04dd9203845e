// Having a lost file again. The job that once made the clip does it, and tells how it goes.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useApp, useClipActions } from "../../api/hooks";
import { isUnderWay } from "../../api/job";
import type { ClipView } from "../../api/types";
import { useErrorWords } from "../../api/use-error-words";
import { causeWords, noteWords } from "../../api/words";

export function useDownload(clip: ClipView) {
  const { t } = useTranslation();
  const actions = useClipActions();
  const errorWords = useErrorWords();
  const job = useApp((app) => app.jobs.find((one) => one.id === clip.jobId) ?? null);
  const [asking, setAsking] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const cause = job?.state === "done" ? job.cause : null;
  return {
    running: asking || (job !== null && isUnderWay(job)),
    /** What holds it up while it runs. */
    note: job?.note ? t(noteWords[job.note]) : null,
    /** Why it did not work the last time. */
    trouble:
      refused ?? (cause ? `${t(causeWords[cause.code].what)} ${t(causeWords[cause.code].help)}` : null),
    start: async () => {
      setAsking(true);
      setRefused(null);
      try {
        await actions.download(clip.id);
      } catch (thrown) {
        setRefused(errorWords(thrown));
      } finally {
        setAsking(false);
      }
    },
  };
}
