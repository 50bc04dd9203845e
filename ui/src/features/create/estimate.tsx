import { useTranslation } from "react-i18next";
import type { QuoteView } from "../../api/types";
import { useOpenPage } from "../../api/use-attempt";
import type { Translate } from "../../api/words";
import { say } from "../../components/toasts";
import { day } from "../../lib/format";
import { dollars } from "../../lib/money";
import styles from "./estimate.module.css";

interface Props {
  practice: boolean;
  takes: number;
  /** Null while the first one is on its way. */
  quote: QuoteView | null;
}

/** What a press will cost, on the button that costs it; an unknown price is called unknown. */
export function Estimate({ practice, takes, quote }: Props) {
  const { t, i18n } = useTranslation();
  return (
    <span className={styles.estimate} data-testid="estimate">
      {practice
        ? t("create.pricePractice")
        : quote
          ? priceWords(quote, takes, i18n.language, t)
          : // Keeps the line's height until the first answer.
            "\u00a0"}
    </span>
  );
}

/** Where prices can be looked up, if ours does not know one. */
export function PricePage({ practice, quote }: Omit<Props, "takes">) {
  const { t } = useTranslation();
  const openPage = useOpenPage(say);
  if (practice || quote === null || quote.eachMicros !== null) return null;
  return (
    <button
      type="button"
      className={styles.prices}
      data-testid="price-page"
      onClick={() => openPage("prices")}
    >
      {t("create.prices")}
    </button>
  );
}

/** Of which day a known price is, and whether it is a guess. */
export function priceHint(practice: boolean, quote: QuoteView | null, language: string, t: Translate) {
  if (practice || quote === null || quote.eachMicros === null) return null;
  const date = quote.readAtMs ? t("create.pricesOf", { date: day(quote.readAtMs, language) }) : null;
  return [date, quote.guess ? t("create.priceGuess") : null].filter(Boolean).join(" ") || null;
}

function priceWords(quote: QuoteView, takes: number, language: string, t: Translate): string {
  const { eachMicros, togetherMicros } = quote;
  if (eachMicros === null) return t("create.priceUnknown");
  const price = dollars(eachMicros, language);
  if (takes === 1 || togetherMicros === null) return t("create.price", { price });
  return t("create.priceTakes", { price, together: dollars(togetherMicros, language) });
}
