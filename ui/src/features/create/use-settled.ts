// Choices that do not go together: what was just chosen stays, the other one is switched, and Undo
// gives it back. Undo is the person's last word: nothing is switched again until they choose anew.
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Draft } from "../../api/draft";
import { type DraftStore, useDraftStore } from "../../api/draft-store";
import { settle } from "../../api/model-fit";
import { limitWords } from "../../api/model-words";
import type { ModelView } from "../../api/types";
import { say } from "../../components/toasts";

type Made = Parameters<typeof settle>[2];

export function useSettled(model: ModelView | null, update: DraftStore["update"]) {
  const { t } = useTranslation();
  const drafts = useDraftStore();

  const settled = (change: (draft: Draft) => Draft, made: Made) => {
    const chosen = change(drafts.get());
    const { draft, switched } = settle(chosen, model, made);
    update(() => draft);
    if (!switched || !model) return;
    const { quality, duration } = chosen;
    const words = switched.choice === "duration" ? "create.durationSwitched" : "create.qualitySwitched";
    say(t(words, { why: limitWords(model, switched.limit, t) }), {
      label: t("app.undo"),
      run: () => update((now) => ({ ...now, quality, duration })),
    });
  };

  // Pictures reach the draft by themselves. Only more of them, with all else as it was, is a choice.
  const { pictures, quality, duration } = drafts.get();
  const last = useRef({ model, count: pictures.length, quality, duration });
  const now = useRef(settled);
  useEffect(() => {
    now.current = settled;
  });
  useEffect(() => {
    const before = last.current;
    last.current = { model, count: pictures.length, quality, duration };
    const same = before.model?.id === model?.id && before.quality === quality && before.duration === duration;
    if (same && pictures.length > before.count) now.current((draft) => draft, "pictures");
  }, [model, pictures.length, quality, duration]);

  return settled;
}
