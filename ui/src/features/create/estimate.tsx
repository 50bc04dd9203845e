import { useTranslation } from "react-i18next";
import { usePlatform } from "../../api/platform";
import type { QuoteView } from "../../api/types";
import { Hidden } from "../../components/hidden";
import { Tooltip } from "../../components/tooltip";
import { day } from "../../lib/format";
import { dollars } from "../../lib/money";
import styles from "./estimate.module.css";

interface Props {
  practice: boolean;
  takes: number;
  /** Null while the first one is on its way. */
  quote: QuoteView | null;
}

/** The number of jobs and their price are said before they are sent, and an unknown price is called unknown. */
export function Estimate({ practice, takes, quote }: Props) {
  const { t, i18n } = useTranslation();
  const platform = usePlatform();
  const { language } = i18n;
  const known = !practice && quote !== null && quote.eachMicros !== null;
  const unknown = !practice && quote !== null && quote.eachMicros === null;
  const date = quote?.readAtMs ? t("create.pricesOf", { date: day(quote.readAtMs, language) }) : null;
  const guess = quote?.guess ? t("create.priceGuess") : null;

  const line = (
    <span className={styles.estimate} data-practice={practice} data-testid="estimate">
      {practice
        ? takes > 1
          ? t("create.pricePracticeTakes", { takes })
          : t("create.pricePractice")
        : quote && priceWords(quote, takes, language, t)}
      {known && (date || guess) && <Hidden> {[date, guess].filter(Boolean).join(" ")}</Hidden>}
    </span>
  );
  return (
    <>
      {known && date ? (
        <Tooltip label={date} hint={guess ?? undefined}>
          {line}
        </Tooltip>
      ) : (
        line
      )}
      {unknown && (
        <button
          type="button"
          className={styles.prices}
          data-testid="price-page"
          onClick={() => void platform.linkOpen("prices")}
        >
          {t("create.prices")}
        </button>
      )}
    </>
  );
}

type Translate = ReturnType<typeof useTranslation>["t"];

function priceWords(quote: QuoteView, takes: number, language: string, t: Translate): string {
  const { eachMicros, togetherMicros } = quote;
  if (eachMicros === null)
    return takes > 1 ? t("create.priceUnknownTakes", { takes }) : t("create.priceUnknown");
  const price = dollars(eachMicros, language);
  if (takes === 1 || togetherMicros === null) return t("create.price", { price });
  return t("create.priceTakes", { price, together: dollars(togetherMicros, language) });
}
