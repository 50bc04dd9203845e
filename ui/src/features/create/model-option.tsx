import { Check, Star } from "lucide-react";
import { useTranslation } from "react-i18next";
import { isHint } from "../../api/model-fit";
import { acceptWords } from "../../api/model-words";
import { useQuote } from "../../api/money";
import type { ModelView, PriceRequest } from "../../api/types";
import type { Translate } from "../../api/words";
import { Hidden } from "../../components/hidden";
import { Icon } from "../../components/icon";
import { hasCommand } from "../../lib/keys";
import { dollars } from "../../lib/money";
import styles from "./model-picker.module.css";

interface Props {
  model: ModelView;
  selected: boolean;
  /** The one option that Tab reaches. */
  reachable: boolean;
  favourite: boolean;
  /** It has nothing of what is looked for. */
  hidden: boolean;
  priced: PriceRequest;
  onChoose: () => void;
  onFavourite: () => void;
}

export function ModelOption(props: Props) {
  const { model, selected, reachable, favourite, hidden, priced, onChoose, onFavourite } = props;
  const { t, i18n } = useTranslation();
  const each = useQuote(priced)?.eachMicros ?? null;
  const strengths = i18n.language.startsWith("zh") ? model.strengths.zh : model.strengths.en;
  return (
    <div
      role="option"
      hidden={hidden}
      className={styles.option}
      data-testid="model-option"
      data-model={model.id}
      aria-selected={selected}
      aria-keyshortcuts="S"
      tabIndex={reachable ? 0 : -1}
      onClick={onChoose}
      onKeyDown={(event) => {
        if (event.key.toLowerCase() === "s" && !hasCommand(event) && !event.altKey) {
          event.preventDefault();
          onFavourite();
        }
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        onChoose();
      }}
    >
      <Icon of={Check} className={styles.check} />
      <span className={styles.words}>
        <span className={styles.name}>
          {model.name}
          {favourite && <Hidden>{`, ${t("create.modelFavourite")}`}</Hidden>}
        </span>
        {strengths !== "" && <span>{strengths}</span>}
        <span className={styles.facts}>{facts(model, each, i18n.language, t)}</span>
        {model.listed === "no" && <span className={styles.unlisted}>{t("create.modelUnlisted")}</span>}
      </span>
      {/* An option may hold no button: this one is for the pointer, S is for the keyboard, and its name tells of it. */}
      <span
        className={styles.star}
        aria-hidden="true"
        title={t("create.modelFavouriteHint")}
        data-on={favourite}
        data-testid="model-star"
        onClick={(event) => {
          event.stopPropagation();
          onFavourite();
        }}
      >
        <Icon of={Star} filled={favourite} />
      </span>
    </div>
  );
}

/** `each` is the price of a clip with the present choices, micro-dollars. */
function facts(model: ModelView, each: number | null, language: string, t: Translate): string {
  const said: string[] = [acceptWords(model, t)];
  if (model.englishBest)
    said.push(t(isHint(model, "englishBest") ? "model.englishUsually" : "model.english"));
  const minutes = Math.max(1, Math.round(model.typicalMs / 60_000));
  const usual = model.typicalHere ? "create.modelUsualHere" : "create.modelUsual";
  said.push(t(usual, { time: t("create.minutes", { minutes }) }));
  said.push(priceWords(model.price, each, language, t));
  return said.join(" · ");
}

function priceWords(listed: ModelView["price"], each: number | null, language: string, t: Translate): string {
  if (each !== null) return t("create.modelPriceNow", { price: dollars(each, language) });
  if (listed === null) return t("create.modelPriceUnknown");
  const per = listed.per === "clip" ? "create.modelPriceClip" : "create.modelPriceSecond";
  return t(per, { price: dollars(listed.micros, language) });
}
