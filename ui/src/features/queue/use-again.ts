// What sending a job once more would cost, told before the press: the price, and the limit of the month.
import { useTranslation } from "react-i18next";
import { useApp } from "../../api/hooks";
import { isElsewhere } from "../../api/job";
import { spendLimitWords } from "../../api/limit-words";
import { useQuote } from "../../api/money";
import type { JobView } from "../../api/types";
import { dollars } from "../../lib/money";

export interface Again {
  /** In words; null for practice. */
  price: string | null;
  /** Set where it would pass the limit. */
  limit: string | null;
}

export function useAgain(job: JobView): Again {
  const { t, i18n } = useTranslation();
  const address = useApp((app) => app.settings.serviceAddress);
  const { model, quality, duration, pictures, practice, prompt } = job;
  // Prices are those of the service of now: what another one takes is unknown.
  const asked = !practice && prompt !== "" && !isElsewhere(job, address);
  const quote = useQuote({ model, quality, duration, pictures: pictures.length, takes: 1 }, asked);
  if (practice) return { price: null, limit: null };
  const each = quote?.eachMicros ?? null;
  return {
    price:
      each === null ? t("create.priceUnknown") : t("create.price", { price: dollars(each, i18n.language) }),
    limit: quote && spendLimitWords(quote.limit, i18n.language, t),
  };
}
