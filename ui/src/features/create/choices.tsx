import { useTranslation } from "react-i18next";
import type { Draft } from "../../api/draft";
import { useApp } from "../../api/hooks";
import { closesDuration, isHint, othersOf } from "../../api/model-fit";
import { limitWords } from "../../api/model-words";
import type { ModelView } from "../../api/types";
import { Select } from "../../components/select";
import { OpenChoice } from "./open-choice";

interface Props {
  draft: Draft;
  /** Null for a name that was typed: then nothing is known and everything is open. */
  model: ModelView | null;
  modelName: string;
  onQuality: (quality: string | null) => void;
  onDuration: (seconds: number | null) => void;
  onTakes: (takes: number) => void;
}

const TAKES = ["1", "2", "3", "4"];
/** As the core has it. */
const SIZE_LIMIT = 40;

export function Choices({ draft, model, modelName, onQuality, onDuration, onTakes }: Props) {
  const { t } = useTranslation();
  const models = useApp((app) => app.models);
  const usual = t("create.choiceUsual", { model: modelName });
  const unknown = t("create.choiceUnknown", { model: modelName });
  const length = (seconds: number) => {
    const limit = model && closesDuration(seconds, draft, model);
    return {
      value: String(seconds),
      label: t("create.seconds", { seconds }),
      ...(limit ? { disabled: true, hint: limitWords(model, limit, t) } : {}),
    };
  };
  // What others take and this one surely does not is shown closed, so that nobody looks for it.
  const closed = (value: string, label: string) => ({
    value,
    label,
    disabled: true,
    hint: t("create.choiceClosed", { model: modelName }),
  });
  const qualities = [
    ...(model?.qualities ?? []).map((quality) => ({ value: quality, label: quality })),
    ...othersOf(models, model, "qualities", (one) => one.qualities).map((quality) =>
      closed(quality, quality),
    ),
  ];
  const lengths = [
    ...(model?.durations ?? []).map(length),
    ...othersOf(models, model, "durations", (one) => one.durations).map((seconds) =>
      closed(String(seconds), t("create.seconds", { seconds })),
    ),
  ].sort((a, b) => Number(a.value) - Number(b.value));
  return (
    <>
      <OpenChoice
        key={`quality ${model?.id}`}
        label={t("create.quality")}
        testId="quality"
        placeholder={t("create.qualityTyped")}
        limit={SIZE_LIMIT}
        value={draft.quality ?? ""}
        options={qualities}
        // Only a fact closes the list; beside what is usual there is room for what a person knows.
        open={!model || isHint(model, "qualities")}
        hint={
          !model || model.qualities.length === 0 ? unknown : isHint(model, "qualities") ? usual : undefined
        }
        onChange={(text) => onQuality(text === "" ? null : text)}
      />
      <OpenChoice
        key={`duration ${model?.id}`}
        label={t("create.duration")}
        testId="duration"
        placeholder={t("create.durationTyped")}
        limit={3}
        numeric
        value={draft.duration === null ? "" : String(draft.duration)}
        options={lengths}
        open={!model || isHint(model, "durations")}
        hint={
          !model || model.durations.length === 0 ? unknown : isHint(model, "durations") ? usual : undefined
        }
        onChange={(text) => {
          const seconds = Number.parseInt(text, 10);
          onDuration(seconds > 0 ? seconds : null);
        }}
      />
      <Select
        kind="inline"
        label={t("create.takes")}
        data-testid="takes"
        hint={t("create.takesHint")}
        value={String(draft.takes)}
        options={TAKES.map((takes) => ({ value: takes, label: takes }))}
        onChange={(text) => onTakes(Number(text))}
      />
    </>
  );
}
