// What the player can do with the clip beside playing it. Failures are told in a toast and change nothing.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asCommandError } from "../../api/fault";
import { useFilmActions } from "../../api/film";
import { useClipActions } from "../../api/hooks";
import { usePlatform } from "../../api/platform";
import type { ClipView, PartKind, PictureView, SavedFile } from "../../api/types";
import { useErrorWords } from "../../api/use-error-words";
import { say } from "../../components/toasts";
import type { Range } from "../../lib/range";

interface Doors {
  onTrash: (clip: ClipView) => Promise<void>;
  onContinue: (picture: PictureView) => void;
}

export type ClipCommands = ReturnType<typeof useClipCommands>;

export function useClipCommands(clip: ClipView, { onTrash, onContinue }: Doors) {
  const { t } = useTranslation();
  const actions = useClipActions();
  const film = useFilmActions();
  const platform = usePlatform();
  const errorWords = useErrorWords();
  const [saving, setSaving] = useState(false);
  const reveal = () => void attempt(() => actions.reveal(clip.id));
  const openOutside = () => void attempt(() => actions.openOutside(clip.id));
  const attempt = async (run: () => Promise<unknown>) => {
    try {
      await run();
    } catch (thrown) {
      const { code } = asCommandError(thrown);
      if (code === "cancelled") return;
      // The window can show what the app itself cannot decode; so can the system's player.
      const way =
        code === "frameUnreadable" ? { label: t("player.openOutside"), run: openOutside } : undefined;
      say(errorWords(thrown), undefined, way);
    }
  };
  /** What is saved beside the clips is found in their folder. */
  const beside = !clip.trashed && !clip.missing && !clip.name.includes("/");
  const inFolder = beside ? { label: t("player.reveal"), run: reveal } : undefined;
  const save = (run: () => Promise<void>) => {
    if (saving || clip.missing) return;
    setSaving(true);
    void attempt(run).finally(() => setSaving(false));
  };
  return {
    saving,
    reveal,
    openOutside,
    favourite: () => void attempt(() => actions.favourite(clip.id, !clip.favourite)),
    trash: () => void (clip.trashed ? undefined : onTrash(clip)),
    restore: () =>
      void attempt(async () => {
        await actions.restore(clip.id);
        say(t("library.restored"));
      }),
    saveFrame: (frame: number) => {
      if (clip.missing) return;
      void attempt(async () => {
        const { name } = await actions.saveFrame(clip.id, frame);
        say(t("player.frameSaved", { name }), undefined, inFolder);
      });
    },
    copyFrame: (frame: number) => {
      if (clip.missing) return;
      void attempt(async () => {
        await film.copyFrame(clip.id, frame);
        say(t("player.frameCopied", { frame: frame + 1 }));
      });
    },
    continueFrom: (frame: number) =>
      void attempt(async () => onContinue(await actions.framePicture(clip.id, frame))),
    /** Seconds may go by until a part is encoded. */
    savePart: ({ first, last }: Range, kind: PartKind) =>
      save(async () => {
        const saved: SavedFile = await film.part(clip.id, first, last, kind);
        // Every GIF is encoded; of a film one expects that its pictures stay as they are.
        const anew = saved.encoded && kind === "mp4";
        const words = saved.silent ? "player.partSilent" : anew ? "player.partEncoded" : "player.frameSaved";
        say(t(words, { name: saved.name }), undefined, inFolder);
      }),
    /** The system's own dialog asks where, so whoever saves it knows where it is. */
    saveCopy: (clean: boolean) =>
      save(async () => {
        const { name } = await film.copy(clip.id, clean);
        say(t("player.copySaved", { name }));
      }),
    /** While the pointer's button is down. */
    dragOut: () => void attempt(() => film.drag(clip.id)),
    copyPrompt: () =>
      void attempt(async () => {
        await platform.textCopy(clip.prompt);
        say(t("player.promptCopied"));
      }),
  };
}
