// What a press costs, what the month cost, and what is left: asked of the studio, kept by the cache. Events
// that change any of it have it asked again (see connect.ts).
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { BalanceView, PriceRequest } from "../platform/types";
import { BALANCE, MONEY } from "./connect";
import { useApp, useCommand } from "./hooks";
import { usePlatform } from "./platform";

/** Answered from memory within a moment; until then the last one holds the place. Practice has no price. */
export function useQuote(request: PriceRequest, wanted = true) {
  const platform = usePlatform();
  const practice = useApp((app) => app.settings.practice);
  const { data, isError } = useQuery({
    queryKey: [...MONEY, "quote", request],
    queryFn: () => platform.priceEstimate(request),
    enabled: !practice && wanted,
    placeholderData: keepPreviousData,
  });
  return practice || !wanted ? null : isError ? NOTHING_KNOWN : (data ?? null);
}

const NOTHING_KNOWN = {
  eachMicros: null,
  togetherMicros: null,
  guess: false,
  readAtMs: null,
  limit: null,
} as const;

export function useSpend(shown: boolean) {
  const platform = usePlatform();
  return useQuery({
    queryKey: [...MONEY, "spend"],
    queryFn: () => platform.spendMonth(),
    enabled: shown,
    // The month may have changed while the place was not in front.
    staleTime: 0,
  });
}

const FRESH_MS = 60_000;

/** What may be asked at any time, and the question that a service counts: that one only on a click. */
export function useBalance(wanted: boolean): {
  balance: BalanceView | undefined;
  ask: () => void;
  asking: boolean;
  asked: boolean;
} {
  const platform = usePlatform();
  const { data } = useQuery({
    queryKey: BALANCE,
    queryFn: () => platform.balanceRead(false),
    enabled: wanted,
    staleTime: FRESH_MS,
  });
  const click = useCommand(() => platform.balanceRead(true));
  const untold = data?.type === "untold";
  return {
    balance: untold ? (click.data ?? data) : data,
    ask: () => {
      if (!click.isPending) click.mutate(undefined);
    },
    asking: click.isPending,
    asked: click.isSuccess || click.isError,
  };
}
