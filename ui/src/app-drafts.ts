// The ways that lead from something made to the next draft. Each goes to Create, sends nothing, and can be undone.
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { type Draft, draftOfClip, MOST_TAKES, withoutPicture, withPictureAt } from "./api/draft";
import { useDraftStore } from "./api/draft-store";
import { useFilmActions } from "./api/film";
import { useApp, useStudio } from "./api/hooks";
import { switchModel, switchWords } from "./api/model-switch";
import { usePlatform } from "./api/platform";
import type { ClipView, JobView, PictureView, RecalledClip } from "./api/types";
import { useErrorWords } from "./api/use-error-words";
import { say, type ToastAction } from "./components/toasts";
import { useSteady } from "./components/use-steady";

interface Doors {
  onCreate: () => void;
  onOpenClip: (id: string) => void;
}

export function useDrafts({ onCreate, onOpenClip }: Doors) {
  const { t, i18n } = useTranslation();
  const drafts = useDraftStore();
  const most = useApp((app) => app.maxPictures);
  const models = useApp((app) => app.models);

  /** Puts another draft in the place of the one that was there, which Undo gives back. */
  const replace = (next: (draft: Draft) => Draft, words: string, also?: ToastAction) => {
    const before = drafts.get();
    drafts.update(next);
    onCreate();
    say(words, { label: t("app.undo"), run: () => drafts.update(() => before) }, also);
  };
  const recall = useRecall(replace, onOpenClip);
  useRecalled(recall);

  return {
    // Alone: a picture of the draft before would be what the clip has to end with, at some models.
    continueFrom: (picture: PictureView) =>
      replace((draft) => ({ ...draft, pictures: [picture] }), t("player.continued")),
    reuse: (of: ClipView) => replace((draft) => draftOfClip(draft, of), t("player.reused")),
    edit: (of: JobView) => replace((draft) => draftOfClip(draft, of), t("queue.editing")),
    variations: (of: ClipView) =>
      replace(
        (draft) => ({ ...draftOfClip(draft, of), takes: MOST_TAKES }),
        t("player.variationsReady", { count: MOST_TAKES }),
      ),
    otherModel: (of: ClipView, id: string) => {
      const model = models.find((one) => one.id === id) ?? null;
      const made = switchModel(draftOfClip(drafts.get(), of), model, id);
      const changed = switchWords(made, i18n.language, t);
      replace(() => made.draft, changed ?? t("player.otherModelReady", { model: model?.name ?? id }));
    },
    usePicture: (picture: PictureView) => {
      const { pictures } = drafts.get();
      const has = pictures.some((other) => other.id === picture.id);
      if (!has && pictures.length >= most) return say(t("pictures.dropFull"));
      drafts.update((draft) => withPictureAt(draft, picture, draft.pictures.length));
      onCreate();
      if (has) return say(t("details.pictureThere"));
      say(t("details.pictureUsed"), {
        label: t("app.undo"),
        run: () => drafts.update((draft) => withoutPicture(draft, picture.id)),
      });
    },
  };
}

type Replace = (next: (draft: Draft) => Draft, words: string, also?: ToastAction) => void;

/** What an MP4 of ours tells: its pictures are not in it, but the library may still have them. */
function useRecall(replace: Replace, onOpenClip: (id: string) => void) {
  const { t } = useTranslation();
  const platform = usePlatform();
  const film = useFilmActions();
  const errorWords = useErrorWords();
  const open = (id: string) => ({ label: t("player.recalledOpen"), run: () => onOpenClip(id) });
  const take = (id: string) => ({
    label: t("player.recalledAdd"),
    run: () =>
      void film.take(id).then(
        (clip) => say(t("player.recalledAdded"), undefined, open(clip.id)),
        (thrown: unknown) => say(errorWords(thrown)),
      ),
  });
  return async (recalled: RecalledClip) => {
    const { clip, import: importId } = recalled;
    const known = clip === null ? null : await platform.clipGet(clip).catch(() => null);
    // A clip of the library that has lost its file can have this one.
    const also = importId !== null ? take(importId) : clip !== null ? open(clip) : undefined;
    replace(
      (draft) => draftOfClip(draft, known ?? { ...recalled, pictures: [] }),
      t("player.recalled", { name: recalled.name }),
      also,
    );
  };
}

/** Once for each clip that is dropped. */
function useRecalled(recall: (recalled: RecalledClip) => void) {
  const recalled = useStudio((studio) => ({ of: studio.recalled }))?.of ?? null;
  const number = recalled?.number ?? 0;
  const seen = useRef(number);
  const now = useSteady(recall);
  useEffect(() => {
    if (number === seen.current) return;
    seen.current = number;
    if (recalled) now(recalled.clip);
  }, [recalled, number, now]);
}
