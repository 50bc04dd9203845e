// The soft limit of a month in words: said before it is crossed, and never in the way.
import { dollars, roundDollars } from "../lib/money";
import type { LimitView } from "./types";
import type { Translate } from "./words";

export function spendLimitWords(limit: LimitView | null, language: string, t: Translate): string | null {
  if (limit === null || limit.standing === "within") return null;
  const sums = {
    limit: roundDollars(limit.limitMicros, language),
    soFar: dollars(limit.soFarMicros, language),
  };
  return limit.standing === "crosses" ? t("create.limitCrosses", sums) : t("create.limitReached", sums);
}
