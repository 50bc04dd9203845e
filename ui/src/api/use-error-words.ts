import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { CommandError } from "../platform/types";
import { asCommandError } from "./fault";
import { errorWords } from "./words";

/** The sentence for a failed command; anything may be passed that a command can throw. */
export function useErrorWords() {
  const { t } = useTranslation();
  return useCallback(
    (thrown: CommandError | unknown, more: CommandError["params"] = {}): string => {
      const { code, params } = asCommandError(thrown);
      // As replacements, so that no parameter can be taken for an option of the translation.
      return t(errorWords[code], { replace: { ...more, ...params } });
    },
    [t],
  );
}
