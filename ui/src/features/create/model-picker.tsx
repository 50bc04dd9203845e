import { ChevronDown } from "lucide-react";
import { type KeyboardEvent, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useApp } from "../../api/hooks";
import { modelName, NAME_LIMIT } from "../../api/model-fit";
import { groupModels, modelPrefs, useModelPrefs } from "../../api/model-prefs";
import { modelsFaultSentence } from "../../api/model-words";
import type { ModelView, PriceRequest } from "../../api/types";
import { Button } from "../../components/button";
import { Icon } from "../../components/icon";
import { Notice } from "../../components/notice";
import { Popover } from "../../components/popover";
import { TextField } from "../../components/text-field";
import { isComposing } from "../../lib/keys";
import { ModelOption } from "./model-option";
import styles from "./model-picker.module.css";

interface Props {
  value: string;
  models: readonly ModelView[];
  /** What one clip would be asked for with a model, to be priced. */
  priced: (model: ModelView) => PriceRequest;
  onChange: (id: string, model: ModelView | null) => void;
}

export function ModelPicker({ value, models, priced, onChange }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const chosen = models.find((model) => model.id === value);
  const prefs = useModelPrefs();
  // As they stood when the list was opened: nothing moves away under the pointer.
  const [order, setOrder] = useState(prefs);
  const groups = groupModels(models, order);
  const fault = useApp((app) => app.modelsFault);
  const name = modelName(typed);
  const bad = typed.trim() !== "" && name === null;
  const found = findModels(models, typed);
  const none = name !== null && found.length === 0 && typed.trim() !== value;

  const choose = (name: string, model: ModelView | null) => {
    onChange(name, model);
    setOpen(false);
  };
  const takeTyped = () => {
    if (name !== null) choose(name, models.find((model) => model.id === name) ?? null);
  };

  return (
    <Popover
      label={t("create.model")}
      className={styles.popup}
      side="top"
      open={open}
      onOpenChange={(now) => {
        setOpen(now);
        if (!now) return;
        setTyped(chosen ? "" : value);
        setOrder(prefs);
      }}
      initialFocus={() => list.current?.querySelector<HTMLElement>("[tabindex='0']") ?? true}
      trigger={
        <button
          type="button"
          className={styles.trigger}
          data-testid="model-picker"
          data-value={value}
          aria-labelledby={`${id}-name ${id}-value`}
        >
          <span id={`${id}-name`} hidden>
            {t("create.model")}
          </span>
          <span className={styles.value} id={`${id}-value`}>
            {chosen?.name ?? value}
          </span>
          <Icon of={ChevronDown} className={styles.chevron} />
        </button>
      }
    >
      <div
        className={styles.list}
        role="listbox"
        aria-label={t("create.model")}
        ref={list}
        onKeyDown={(event) => walk(event, list.current)}
      >
        {groups.map((group, at) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options in a listbox is no fieldset
          <div
            key={group.name}
            role="group"
            aria-label={t(groupNames[group.name])}
            hidden={found.length > 0 && !group.models.some((model) => found.includes(model.id))}
          >
            {groups.length > 1 && (
              <p className={styles.heading} aria-hidden="true">
                {t(groupNames[group.name])}
              </p>
            )}
            {group.models.map((model, index) => (
              <ModelOption
                key={model.id}
                model={model}
                selected={model.id === value}
                reachable={chosen ? model.id === value : at === 0 && index === 0}
                favourite={prefs.favourites.includes(model.id)}
                hidden={found.length > 0 && !found.includes(model.id)}
                priced={priced(model)}
                onChoose={() => choose(model.id, model)}
                onFavourite={() => modelPrefs.toggle(model.id)}
              />
            ))}
          </div>
        ))}
      </div>
      {fault && (
        <div className={styles.fault}>
          <Notice tone="warn" role="status" testId="models-fault">
            {modelsFaultSentence(fault, t)}
          </Notice>
        </div>
      )}
      <div className={styles.typed}>
        <TextField
          label={t("create.modelTyped")}
          data-testid="model-typed"
          placeholder={t("create.modelTypedHint")}
          error={bad ? t("create.modelTypedBad", { limit: NAME_LIMIT }) : null}
          hint={none ? t("create.modelNone") : undefined}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "ArrowUp") walk(event, list.current);
            if (event.key !== "Enter" || isComposing(event.nativeEvent)) return;
            const only = found.length === 1 ? models.find((model) => model.id === found[0]) : undefined;
            if (only) choose(only.id, only);
            else takeTyped();
          }}
        />
        <Button disabled={name === null} onClick={takeTyped}>
          {t("create.modelUse")}
        </Button>
      </div>
    </Popover>
  );
}

/** The models that have what is typed in a name or in what is said of them; none where nothing is typed. */
export function findModels(models: readonly ModelView[], typed: string): string[] {
  const words = typed.toLocaleLowerCase().split(/\s+/u).filter(Boolean);
  if (words.length === 0) return [];
  const said = ({ id, name, maker, strengths }: ModelView) =>
    [id, name, maker, strengths.en, strengths.zh].join(" ").toLocaleLowerCase();
  return models.filter((model) => words.every((word) => said(model).includes(word))).map(({ id }) => id);
}

const groupNames = {
  favourites: "create.modelFavourites",
  recent: "create.modelRecent",
  others: "create.modelOthers",
} as const;

/** Arrows, Home and End go through the options, as in every list. */
function walk(event: KeyboardEvent, list: HTMLElement | null) {
  const options = [...(list?.querySelectorAll<HTMLElement>("[role=option]:not([hidden])") ?? [])];
  const at = options.indexOf(document.activeElement as HTMLElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: options.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  options[Math.max(0, Math.min(options.length - 1, to))]?.focus();
}
