import { Check } from "lucide-react";
import { useTranslation } from "react-i18next";
import { isHint } from "../../api/model-fit";
import { acceptWords } from "../../api/model-words";
import type { ModelView } from "../../api/types";
import { Icon } from "../../components/icon";
import { dollars } from "../../lib/money";
import styles from "./model-picker.module.css";

interface Props {
  model: ModelView;
  selected: boolean;
  /** The one option that Tab reaches. */
  reachable: boolean;
  onChoose: () => void;
}

export function ModelOption({ model, selected, reachable, onChoose }: Props) {
  const { t, i18n } = useTranslation();
  const strengths = i18n.language.startsWith("zh") ? model.strengths.zh : model.strengths.en;
  return (
    <div
      role="option"
      className={styles.option}
      data-testid="model-option"
      data-model={model.id}
      aria-selected={selected}
      tabIndex={reachable ? 0 : -1}
      onClick={onChoose}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        onChoose();
      }}
    >
      <Icon of={Check} className={styles.check} />
      <span className={styles.words}>
        <span className={styles.name}>{model.name}</span>
        {strengths !== "" && <span>{strengths}</span>}
        <span className={styles.facts}>{facts(model, i18n.language, t)}</span>
        {model.listed === "no" && <span className={styles.unlisted}>{t("create.modelUnlisted")}</span>}
      </span>
    </div>
  );
}

type Translate = ReturnType<typeof useTranslation>["t"];

function facts(model: ModelView, language: string, t: Translate): string {
  const said: string[] = [acceptWords(model, t)];
  if (model.englishBest)
    said.push(t(isHint(model, "englishBest") ? "model.englishUsually" : "model.english"));
  const minutes = Math.max(1, Math.round(model.typicalMs / 60_000));
  said.push(t("create.modelUsual", { time: t("create.minutes", { minutes }) }));
  if (model.price) {
    const price = dollars(model.price.micros, language);
    said.push(t(model.price.per === "clip" ? "create.modelPriceClip" : "create.modelPriceSecond", { price }));
  }
  return said.join(" · ");
}
