import { useTranslation } from "react-i18next";
import type { Draft } from "../../api/draft";
import type { ModelView } from "../../api/types";
import { SelectField } from "../../components/select-field";
import { TextField } from "../../components/text-field";
import styles from "./create.module.css";

interface Props {
  draft: Draft;
  /** Null for a name that was typed: then nothing is known and everything is open. */
  model: ModelView | null;
  modelName: string;
  onChange: (change: (draft: Draft) => Draft) => void;
}

const TAKES = [1, 2, 3, 4] as const;

export function Choices({ draft, model, modelName, onChange }: Props) {
  const { t } = useTranslation();
  const decide = { value: "", label: t("create.decideOption") };
  const setQuality = (text: string) => onChange((now) => ({ ...now, quality: text === "" ? null : text }));
  const setDuration = (text: string) => {
    const seconds = Number.parseInt(text, 10);
    onChange((now) => ({ ...now, duration: seconds > 0 ? seconds : null }));
  };
  return (
    <>
      {model ? (
        <SelectField
          label={t("create.quality")}
          data-testid="quality"
          value={draft.quality ?? ""}
          disabled={model.qualities.length === 0}
          hint={
            model.qualities.length === 0 ? t("create.qualityUnavailable", { model: modelName }) : undefined
          }
          options={[decide, ...model.qualities.map((quality) => ({ value: quality, label: quality }))]}
          onChange={setQuality}
        />
      ) : (
        <TextField
          className={styles.typed}
          label={t("create.quality")}
          data-testid="quality"
          placeholder={t("create.qualityTyped")}
          value={draft.quality ?? ""}
          onChange={(event) => setQuality(event.currentTarget.value)}
        />
      )}
      {model ? (
        <SelectField
          label={t("create.duration")}
          data-testid="duration"
          value={draft.duration === null ? "" : String(draft.duration)}
          disabled={model.durations.length === 0}
          hint={
            model.durations.length === 0 ? t("create.durationUnavailable", { model: modelName }) : undefined
          }
          options={[
            decide,
            ...model.durations.map((seconds) => ({
              value: String(seconds),
              label: t("create.seconds", { seconds }),
            })),
          ]}
          onChange={setDuration}
        />
      ) : (
        <TextField
          className={styles.typed}
          label={t("create.duration")}
          data-testid="duration"
          inputMode="numeric"
          placeholder={t("create.durationTyped")}
          value={draft.duration ?? ""}
          onChange={(event) => setDuration(event.currentTarget.value)}
        />
      )}
      <SelectField
        label={t("create.takes")}
        data-testid="takes"
        hint={t("create.takesHint")}
        value={String(draft.takes)}
        options={TAKES.map((takes) => ({ value: String(takes), label: String(takes) }))}
        onChange={(text) => onChange((now) => ({ ...now, takes: Number(text) }))}
      />
    </>
  );
}
