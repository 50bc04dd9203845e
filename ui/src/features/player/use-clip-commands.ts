// What the player can do with the clip beside playing it. Failures are told in a toast and change nothing.
import { useTranslation } from "react-i18next";
import { asCommandError } from "../../api/fault";
import { useClipActions } from "../../api/hooks";
import { usePlatform } from "../../api/platform";
import type { ClipView, PictureView } from "../../api/types";
import { useErrorWords } from "../../api/use-error-words";
import { say } from "../../components/toasts";

interface Doors {
  onTrash: (clip: ClipView) => Promise<void>;
  onContinue: (picture: PictureView) => void;
}

export type ClipCommands = ReturnType<typeof useClipCommands>;

export function useClipCommands(clip: ClipView, { onTrash, onContinue }: Doors) {
  const { t } = useTranslation();
  const actions = useClipActions();
  const platform = usePlatform();
  const errorWords = useErrorWords();
  const attempt = async (run: () => Promise<unknown>) => {
    try {
      await run();
    } catch (thrown) {
      if (asCommandError(thrown).code !== "cancelled") say(errorWords(thrown));
    }
  };
  return {
    favourite: () => void attempt(() => actions.favourite(clip.id, !clip.favourite)),
    trash: () => void (clip.trashed ? undefined : onTrash(clip)),
    restore: () =>
      void attempt(async () => {
        await actions.restore(clip.id);
        say(t("library.restored"));
      }),
    reveal: () => void attempt(() => actions.reveal(clip.id)),
    openOutside: () => void attempt(() => actions.openOutside(clip.id)),
    saveFrame: (frame: number) => {
      if (clip.missing) return;
      void attempt(async () => {
        const { name } = await actions.saveFrame(clip.id, frame);
        say(t("player.frameSaved", { name }));
      });
    },
    continueFrom: (frame: number) =>
      void attempt(async () => onContinue(await actions.framePicture(clip.id, frame))),
    copyPrompt: () =>
      void attempt(async () => {
        await platform.textCopy(clip.prompt);
        say(t("player.promptCopied"));
      }),
  };
}
