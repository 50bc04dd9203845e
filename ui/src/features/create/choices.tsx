import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Draft } from "../../api/draft";
import type { ModelView } from "../../api/types";
import { classes } from "../../components/classes";
import { Select } from "../../components/select";
import { TextField } from "../../components/text-field";
import styles from "./choices.module.css";

interface Props {
  draft: Draft;
  /** Null for a name that was typed: then nothing is known and everything is open. */
  model: ModelView | null;
  modelName: string;
  onChange: (change: (draft: Draft) => Draft) => void;
}

const TAKES = ["1", "2", "3", "4"];

export function Choices({ draft, model, modelName, onChange }: Props) {
  const { t } = useTranslation();
  const decide = { value: "", label: t("create.decideShort"), hint: t("create.decide") };
  const setQuality = (text: string) => onChange((now) => ({ ...now, quality: text === "" ? null : text }));
  const setDuration = (text: string) => {
    const seconds = Number.parseInt(text, 10);
    onChange((now) => ({ ...now, duration: seconds > 0 ? seconds : null }));
  };
  return (
    <>
      {model ? (
        <Select
          kind="inline"
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
        <Typed label={t("create.quality")}>
          <TextField
            label={t("create.quality")}
            hideLabel
            data-testid="quality"
            placeholder={t("create.qualityTyped")}
            value={draft.quality ?? ""}
            onChange={(event) => setQuality(event.currentTarget.value)}
          />
        </Typed>
      )}
      {model ? (
        <Select
          kind="inline"
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
        <Typed label={t("create.duration")} short>
          <TextField
            label={t("create.duration")}
            hideLabel
            data-testid="duration"
            inputMode="numeric"
            placeholder={t("create.durationTyped")}
            value={draft.duration ?? ""}
            onChange={(event) => setDuration(event.currentTarget.value)}
          />
        </Typed>
      )}
      <Select
        kind="inline"
        label={t("create.takes")}
        data-testid="takes"
        hint={t("create.takesHint")}
        value={String(draft.takes)}
        options={TAKES.map((takes) => ({ value: takes, label: takes }))}
        onChange={(text) => onChange((now) => ({ ...now, takes: Number(text) }))}
      />
    </>
  );
}

/** A small field in the line, with its name before it as the other choices have theirs. */
function Typed({ label, short, children }: { label: string; short?: boolean; children: ReactNode }) {
  return (
    <div className={classes(styles.typed, short && styles.short)}>
      <span aria-hidden="true">{label}</span>
      {children}
    </div>
  );
}
