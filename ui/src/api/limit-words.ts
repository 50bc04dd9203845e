// The soft limit of a month in words: said before it is crossed, and never in the way.
import type { useTranslation } from "react-i18next";
import { dollars, roundDollars } from "../lib/money";
import type { LimitView } from "./types";

type Translate = ReturnType<typeof useTranslation>["t"];

export function spendLimitWords(limit: LimitView | null, language: string, t: Translate): string | null {
  if (limit === null || limit.standing === "within") return null;
  const sums = {
    limit: roundDollars(limit.limitMicros, language),
    soFar: dollars(limit.soFarMicros, language),
  };
  return limit.standing === "crosses" ? t("create.limitCrosses", sums) : t("create.limitReached", sums);
}
