// What can be done with one clip on the wall.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useClipActions } from "../../api/hooks";
import { usePlatform } from "../../api/platform";
import type { ClipView } from "../../api/types";
import { useAttempt } from "../../api/use-attempt";
import { say } from "../../components/toasts";

export type ClipActs = ReturnType<typeof useClipActs>;

export function useClipActs() {
  const { t } = useTranslation();
  const actions = useClipActions();
  const platform = usePlatform();
  const attempt = useAttempt(say);
  return useMemo(() => {
    const tell = async (run: () => Promise<unknown>, done: string) => {
      if (await attempt(run)) say(done);
    };
    return {
      favourite: (clip: ClipView) => void attempt(() => actions.favourite(clip.id, !clip.favourite)),
      restore: (clip: ClipView) => void tell(() => actions.restore(clip.id), t("library.restored")),
      reveal: (clip: ClipView) => void attempt(() => actions.reveal(clip.id)),
      copyPrompt: (clip: ClipView) =>
        void tell(() => platform.textCopy(clip.prompt), t("player.promptCopied")),
      saveCopy: (clip: ClipView) =>
        void attempt(async () => {
          const { name } = await platform.clipCopy(clip.id, false);
          say(t("library.copySaved", { name }));
        }),
    };
  }, [actions, platform, attempt, t]);
}
