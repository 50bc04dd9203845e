// The place where a clip begins: the stage, one line of choices, and the sentence with the one warm button.
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Draft, withShape } from "../../api/draft";
import { useDraft } from "../../api/draft-store";
import { useApp } from "../../api/hooks";
import { firstModel } from "../../api/model-fit";
import { modelPrefs } from "../../api/model-prefs";
import { switchModel, switchWords } from "../../api/model-switch";
import type { ModelView, PriceRequest } from "../../api/types";
import type { EditSpot } from "../../api/words";
import { say } from "../../components/toasts";
import { useKeptScroll } from "../../components/use-kept-scroll";
import { Choices } from "./choices";
import { Composer } from "./composer";
import styles from "./create.module.css";
import { ModelPicker } from "./model-picker";
import { Notes } from "./notes";
import { References } from "./references";
import { ShapePicker } from "./shape-picker";
import { Stage } from "./stage";
import { useFraming } from "./use-framing";
import { useGenerate } from "./use-generate";
import { useLinks } from "./use-links";
import { usePromptHistory } from "./use-prompt-history";
import { useSettled } from "./use-settled";

interface Props {
  shown: boolean;
  /** A request was put back here, to be changed at this spot; a new object each time. */
  wanted: { spot: EditSpot } | null;
  onOpenClip: (id: string) => void;
  onOpenSettings: () => void;
}

/** The controls where a request is changed, best first: a model may have no choice of its own. */
const spots: Record<EditSpot, string[]> = {
  prompt: ["prompt"],
  model: ["model-picker"],
  picture: ["more-pictures", "add-pictures"],
  length: ["duration", "model-picker"],
  size: ["quality", "model-picker"],
};

export function Create({ shown, wanted, onOpenClip, onOpenSettings }: Props) {
  const { t, i18n } = useTranslation();
  const models = useApp((app) => app.models);
  const [draft, update] = useDraft();
  const box = useRef<HTMLDivElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const prompt = useRef<HTMLTextAreaElement>(null);
  const id = draft.model ?? firstModel(models);
  const model = useMemo(() => models.find((one) => one.id === id) ?? null, [models, id]);
  const write = (text: string) => update((now) => ({ ...now, prompt: text }));
  const history = usePromptHistory(write);
  const onSent = (prompt: string) => {
    history.remember(prompt);
    modelPrefs.used(id);
  };
  const generate = useGenerate({
    ...{ shown, model, fallbackModel: id, onSent },
    onWrong: (field) => focusOn(place.current, spots[field]),
  });
  const settled = useSettled(model, update);
  useKeptScroll(box, shown);
  // Where room is scarce all of it scrolls together.
  useKeptScroll(place, shown);
  useLinks(shown);
  useFraming(draft);
  const [selected, select] = useState<string | null>(null);
  const subject = draft.pictures.find((picture) => picture.id === selected) ?? draft.pictures[0] ?? null;
  useEffect(() => {
    if (!wanted) return;
    // After the draft has been drawn, and the place is in front and takes the focus.
    const frame = requestAnimationFrame(() => {
      focusOn(place.current, spots[wanted.spot]);
    });
    return () => cancelAnimationFrame(frame);
  }, [wanted]);

  const choose = (next: string, of: ModelView | null) => {
    const before = draft;
    const made = switchModel(draft, of, next);
    update(() => made.draft);
    const said = switchWords(made, i18n.language, t);
    if (said === null) return;
    say(said, {
      label: t("app.undo"),
      run: () => update((now) => restoreChoices(now, before)),
    });
  };

  return (
    <div className={styles.place} ref={place}>
      <div className={styles.scroll} ref={box}>
        <h1 className={styles.title}>{t("create.title")}</h1>
        <Stage shown={shown} draft={draft} picture={subject} onChange={update} onOpenClip={onOpenClip} />
        <div className={styles.under}>
          <div className={styles.choices}>
            <References
              draft={draft}
              model={model}
              selected={subject?.id ?? null}
              onSelect={select}
              onChange={update}
            />
            <ShapePicker
              value={draft.aspectRatio}
              model={model}
              picture={draft.pictures[0] ?? null}
              onChange={(aspectRatio) => update((now) => withShape(now, aspectRatio))}
            />
            <div className={styles.sentence}>
              <ModelPicker value={id} models={models} priced={(of) => priced(draft, of)} onChange={choose} />
              <Choices
                draft={draft}
                model={model}
                modelName={model?.name ?? id}
                onQuality={(quality) => settled((now) => ({ ...now, quality }), "quality")}
                onDuration={(duration) => settled((now) => ({ ...now, duration }), "duration")}
                onTakes={(takes) => update((now) => ({ ...now, takes }))}
              />
            </div>
          </div>
          <Notes draft={draft} model={model} fault={generate.faultAt("pictures")} onChange={update} />
        </div>
      </div>
      <Composer
        draft={draft}
        model={id}
        promptRef={prompt}
        generate={generate}
        recent={history.prompts}
        onKeyDown={history.onKeyDown}
        onChange={write}
        onOpenSettings={onOpenSettings}
      />
    </div>
  );
}

/** The first of these controls that can be reached. */
function focusOn(place: HTMLElement | null, names: readonly string[]) {
  const found = names.map((name) =>
    place?.querySelector<HTMLElement>(`[data-testid="${name}"]:not(:disabled)`),
  );
  found.find(Boolean)?.focus();
}

/** Undo of a model switch gives the choices back and leaves alone what was written since. */
function restoreChoices(now: Draft, before: Draft): Draft {
  const { model, aspectRatio, quality, duration } = before;
  // Through the shape, so that frames are those of the shape that is back.
  return { ...withShape(now, aspectRatio), model, quality, duration };
}

/** What one clip would be asked for after a switch to a model. */
function priced(draft: Draft, model: ModelView): PriceRequest {
  const { quality, duration } = switchModel(draft, model, model.id).draft;
  return { model: model.id, quality, duration, pictures: draft.pictures.length, takes: 1 };
}
