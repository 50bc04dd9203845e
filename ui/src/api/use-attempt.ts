import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { HelpPage } from "../platform/types";
import { asCommandError } from "./fault";
import { usePlatform } from "./platform";
import { useErrorWords } from "./use-error-words";

/** Says a sentence to the person, with a way back where there is one: a toast. */
type Tell = (words: string, undo?: { label: string; run: () => void }) => void;

/**
 * Tries something and tells whether it worked. What goes wrong is said, but not that a person thought better
 * of it; `done` is said where it worked, with a way back.
 */
export function useAttempt(tell: Tell) {
  const { t } = useTranslation();
  const errorWords = useErrorWords();
  return useCallback(
    async (run: () => Promise<unknown>, done?: string, undo?: () => Promise<unknown>): Promise<boolean> => {
      const failed = (thrown: unknown) => {
        if (asCommandError(thrown).code !== "cancelled") tell(errorWords(thrown));
      };
      try {
        await run();
      } catch (thrown) {
        failed(thrown);
        return false;
      }
      if (done) tell(done, undo && { label: t("app.undo"), run: () => void undo().catch(failed) });
      return true;
    },
    [errorWords, t, tell],
  );
}

/** Opens a page of the service in the browser; where there is none, its address is said. */
export function useOpenPage(tell: Tell) {
  const platform = usePlatform();
  const attempt = useAttempt(tell);
  return useCallback((page: HelpPage) => void attempt(() => platform.linkOpen(page)), [attempt, platform]);
}
