// What the made-up service charges, and what it says is left. The rules are the studio's own, made small.
import type { AppState, BalanceView, JobRequest, PriceRequest, QuoteView } from "./types";

export interface FakeMoney {
  /** Spent this month, millionths of a dollar, and clips whose price nobody knew. */
  spent: { knownMicros: number; unknown: number };
  /** What the service says at any time, and what it says on a click. */
  balance: BalanceView;
  balanceOnClick: BalanceView;
}

export const freshMoney = (): FakeMoney => ({
  spent: { knownMicros: 0, unknown: 0 },
  balance: { type: "left", micros: 12_340_000 },
  balanceOnClick: { type: "untold" },
});

const USUAL_SECONDS = 8;
/** 24 November 2026, noon. */
const READ_AT = Date.UTC(2026, 10, 24, 12);

export function eachOf(state: AppState, { model, duration }: Pick<JobRequest, "model" | "duration">) {
  const price = state.settings.practice ? null : state.models.find((one) => one.id === model)?.price;
  if (!price) return null;
  return price.per === "clip" ? price.micros : price.micros * (duration ?? USUAL_SECONDS);
}

export function quoteOf(state: AppState, money: FakeMoney, request: PriceRequest): QuoteView {
  const each = eachOf(state, request);
  const together = each === null ? null : each * request.takes;
  const limitMicros = state.settings.spendLimitMicros;
  const soFarMicros = money.spent.knownMicros;
  const standing =
    limitMicros === null || (soFarMicros < limitMicros && soFarMicros + (together ?? 0) <= limitMicros)
      ? "within"
      : soFarMicros >= limitMicros
        ? "reached"
        : "crosses";
  return {
    eachMicros: each,
    togetherMicros: together,
    guess: false,
    readAtMs: state.models.some((one) => one.price) ? READ_AT : null,
    limit: limitMicros === null ? null : { standing, limitMicros, soFarMicros },
  };
}

/** A typed limit; undefined where it is no amount. */
export function limitOf(typed: string): number | null | undefined {
  const plain = typed.replace(/[\s$]/gu, "").replace(",", ".");
  if (plain === "") return null;
  return /^\d{1,7}(\.\d{1,2})?$/u.test(plain) && Number(plain) > 0
    ? Math.round(Number(plain) * 1_000_000)
    : undefined;
}
