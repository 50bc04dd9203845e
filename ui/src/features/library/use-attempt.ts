import { useCallback } from "react";
import { asCommandError } from "../../api/fault";
import { useErrorWords } from "../../api/use-error-words";
import { say } from "../../components/toasts";

/** Tries something; what goes wrong is told in a toast, but not that a person thought better of it. */
export function useAttempt() {
  const errorWords = useErrorWords();
  return useCallback(
    async (run: () => Promise<unknown>): Promise<boolean> => {
      try {
        await run();
        return true;
      } catch (thrown) {
        if (asCommandError(thrown).code !== "cancelled") say(errorWords(thrown));
        return false;
      }
    },
    [errorWords],
  );
}
