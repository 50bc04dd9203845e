// Puts cards away, with the way back. Clips and records stay where they are.
import { useTranslation } from "react-i18next";
import { useJobs } from "../../api/hooks";
import type { JobView } from "../../api/types";
import { useErrorWords } from "../../api/use-error-words";
import { say } from "../../components/toasts";

export function useClear() {
  const { t } = useTranslation();
  const jobs = useJobs();
  const errorWords = useErrorWords();
  const back = async (ids: string[]) => {
    try {
      await jobs.bringBack(ids);
    } catch (thrown) {
      say(errorWords(thrown));
    }
  };
  return async (cards: readonly JobView[]) => {
    try {
      const gone = await jobs.clear(cards.map((job) => job.id));
      if (gone.length === 0) return;
      say(gone.length === 1 ? t("queue.clearedOne") : t("queue.clearedMany", { count: gone.length }), {
        label: t("app.undo"),
        run: () => void back(gone),
      });
    } catch (thrown) {
      say(errorWords(thrown));
    }
  };
}
