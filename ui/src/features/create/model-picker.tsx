import { Popover } from "@base-ui/react/popover";
import { Check, ChevronDown } from "lucide-react";
import { type KeyboardEvent, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ModelView } from "../../api/types";
import { Button } from "../../components/button";
import { TextField } from "../../components/text-field";
import styles from "./model-picker.module.css";

interface Props {
  value: string;
  models: readonly ModelView[];
  onChange: (id: string, model: ModelView | null) => void;
}

export function ModelPicker({ value, models, onChange }: Props) {
  const { t, i18n } = useTranslation();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const label = useId();
  const list = useRef<HTMLDivElement>(null);
  const chosen = models.find((model) => model.id === value);

  const choose = (id: string, model: ModelView | null) => {
    onChange(id, model);
    setOpen(false);
  };
  const walk = (event: KeyboardEvent) => {
    const options = [...(list.current?.querySelectorAll<HTMLElement>("[role=option]") ?? [])];
    const at = options.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: options.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    options[Math.max(0, Math.min(options.length - 1, to))]?.focus();
  };
  const takeTyped = () => {
    const name = typed.trim();
    if (name === "") return;
    choose(name, models.find((model) => model.id === name) ?? null);
    setTyped("");
  };

  return (
    <Popover.Root
      open={open}
      onOpenChange={(now) => {
        setOpen(now);
        if (now) setTyped(chosen ? "" : value);
      }}
    >
      <div className={styles.field}>
        <span className={styles.label} id={label}>
          {t("create.model")}
        </span>
        <Popover.Trigger
          className={styles.trigger}
          data-testid="model-picker"
          aria-labelledby={`${label} ${label}-v`}
        >
          <span className={styles.value} id={`${label}-v`}>
            {chosen?.name ?? value}
          </span>
          <ChevronDown size={16} strokeWidth={1.5} aria-hidden="true" />
        </Popover.Trigger>
      </div>
      <Popover.Portal>
        <Popover.Positioner
          className={styles.positioner}
          side="top"
          align="start"
          sideOffset={8}
          collisionPadding={8}
          collisionAvoidance={{ side: "flip", align: "shift", fallbackAxisSide: "none" }}
        >
          <Popover.Popup
            className={styles.popup}
            aria-labelledby={label}
            initialFocus={() => list.current?.querySelector<HTMLElement>("[tabindex='0']") ?? true}
          >
            <div className={styles.list} role="listbox" aria-labelledby={label} ref={list} onKeyDown={walk}>
              {models.map((model, index) => (
                <div
                  key={model.id}
                  role="option"
                  className={styles.option}
                  data-testid="model-option"
                  data-model={model.id}
                  aria-selected={model.id === value}
                  tabIndex={model.id === value || (!chosen && index === 0) ? 0 : -1}
                  onClick={() => choose(model.id, model)}
                  onKeyDown={(event) => {
                    if (event.key !== "Enter" && event.key !== " ") return;
                    event.preventDefault();
                    choose(model.id, model);
                  }}
                >
                  <Check className={styles.check} size={16} strokeWidth={1.5} aria-hidden="true" />
                  <span className={styles.words}>
                    <span className={styles.name}>{model.name}</span>
                    <span className={styles.strengths}>
                      {i18n.language.startsWith("zh") ? model.strengths.zh : model.strengths.en}
                    </span>
                    <span className={styles.facts}>{facts(model, t)}</span>
                  </span>
                </div>
              ))}
            </div>
            <div className={styles.typed}>
              <TextField
                label={t("create.modelTyped")}
                data-testid="model-typed"
                placeholder={t("create.modelTypedHint")}
                value={typed}
                onChange={(event) => setTyped(event.currentTarget.value)}
                onKeyDown={(event) => {
                  if (event.key === "Enter" && !event.nativeEvent.isComposing) takeTyped();
                }}
              />
              <Button disabled={typed.trim() === ""} onClick={takeTyped}>
                {t("create.modelUse")}
              </Button>
            </div>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

type Translate = ReturnType<typeof useTranslation>["t"];

function facts(model: ModelView, t: Translate): string {
  const said: string[] = [];
  if (model.pictureNeeded) said.push(t("create.modelPictureNeeded"));
  else if (model.pictures === "yes") said.push(t("create.modelPictures"));
  else if (model.pictures === "no") said.push(t("create.modelNoPictures"));
  if (model.englishBest) said.push(t("create.modelEnglish"));
  const minutes = Math.max(1, Math.round(model.typicalMs / 60_000));
  said.push(t("create.modelUsual", { time: t("create.minutes", { minutes }) }));
  return said.join(" · ");
}
