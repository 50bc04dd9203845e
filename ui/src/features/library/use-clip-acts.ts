// What can be done with a clip on the wall. Failures are told in a toast and change nothing.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useClipActions } from "../../api/hooks";
import { usePlatform } from "../../api/platform";
import type { ClipView } from "../../api/types";
import { useErrorWords } from "../../api/use-error-words";
import { say } from "../../components/toasts";

export type ClipActs = ReturnType<typeof useClipActs>;

export function useClipActs() {
  const { t } = useTranslation();
  const actions = useClipActions();
  const platform = usePlatform();
  const errorWords = useErrorWords();
  return useMemo(() => {
    const attempt = async (run: () => Promise<unknown>, done?: string) => {
      try {
        await run();
        if (done) say(done);
      } catch (thrown) {
        say(errorWords(thrown));
      }
    };
    return {
      favourite: (clip: ClipView) => void attempt(() => actions.favourite(clip.id, !clip.favourite)),
      restore: (clip: ClipView) => void attempt(() => actions.restore(clip.id), t("library.restored")),
      reveal: (clip: ClipView) => void attempt(() => actions.reveal(clip.id)),
      copyPrompt: (clip: ClipView) =>
        void attempt(() => platform.textCopy(clip.prompt), t("player.promptCopied")),
    };
  }, [actions, platform, errorWords, t]);
}
