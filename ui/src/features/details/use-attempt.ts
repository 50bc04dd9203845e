import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { asCommandError } from "../../api/fault";
import { useErrorWords } from "../../api/use-error-words";
import { say } from "../../components/toasts";

/** What fails is told in a message and changes nothing; `done` is said where it worked, with a way back. */
export function useAttempt() {
  const { t } = useTranslation();
  const errorWords = useErrorWords();
  return useCallback(
    async (run: () => Promise<unknown>, done?: string, undo?: () => Promise<unknown>) => {
      const failed = (thrown: unknown) => {
        if (asCommandError(thrown).code !== "cancelled") say(errorWords(thrown));
      };
      try {
        await run();
        if (done) say(done, undo && { label: t("app.undo"), run: () => void undo().catch(failed) });
      } catch (thrown) {
        failed(thrown);
      }
    },
    [errorWords, t],
  );
}
