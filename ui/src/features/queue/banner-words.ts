// What the banner says: what happened, whether it was charged, what can be done now.
import { useTranslation } from "react-i18next";
import { useApp } from "../../api/hooks";
import type { OldJobsView } from "../../api/types";
import { keyNoteWords, noteWords, pauseWords } from "../../api/words";
import { day, timeOfDay } from "../../lib/format";
import { dollars } from "../../lib/money";
import type { Banner } from "./banner";

const DAY = 24 * 3_600_000;

/** Null where nothing is to be said. */
export function useBannerWords(banner: Banner | null): string | null {
  const { t, i18n } = useTranslation();
  const keyring = useApp((app) => app.account.keyring);
  const waiting = useApp((app) => app.jobs.filter((job) => job.state === "waiting" && !job.practice));
  if (banner === null) return null;
  switch (banner.kind) {
    case "paused": {
      if (banner.why === "asked") return t(pauseWords.asked);
      const help =
        waiting.length === 0
          ? "queue.pausedNothing"
          : waiting.some((job) => job.usagePage)
            ? "queue.pausedHelp"
            : "queue.pausedHelpElsewhere";
      return t("queue.both", { first: t(pauseWords[banner.why]), second: t(help) });
    }
    case "old": {
      const { ids, sinceMs, knownMicros, unknown } = banner.old;
      const when = since(sinceMs, Date.now(), i18n.language) ?? t("queue.oldYesterday");
      const first = t(ids.length === 1 ? "queue.oldOne" : "queue.oldMany", { count: ids.length, when });
      if (unknown === 0) return first;
      const price = dollars(knownMicros, i18n.language);
      const all = unknown === ids.length;
      const second = all ? t("queue.oldUnknown") : t("queue.oldSome", { price, count: unknown });
      return t("queue.both", { first, second });
    }
    case "held":
      return t(banner.note === "creditEmpty" ? "queue.heldCredit" : "queue.heldKey");
    case "note":
      return t(banner.note === "keyNeeded" ? keyNoteWords[keyring] : noteWords[banner.note]);
  }
}

/** The time where it was today, null where it was yesterday, else the day. */
export function since(then: number, now: number, language: string): string | null {
  const midnight = new Date(now).setHours(0, 0, 0, 0);
  if (then >= midnight) return timeOfDay(then, language);
  // A day with summer time's end has an hour more.
  return then >= midnight - DAY - DAY / 24 && new Date(then).getDate() === new Date(midnight - 1).getDate()
    ? null
    : day(then, language);
}

/** The words on the button that sends them: how many, and about how much where all of it is known. */
export function useSendWords() {
  const { t, i18n } = useTranslation();
  return ({ ids, knownMicros, unknown }: OldJobsView) => {
    const price = dollars(knownMicros, i18n.language);
    const count = ids.length;
    if (unknown > 0) return count === 1 ? t("queue.sendOne") : t("queue.sendMany", { count });
    return count === 1 ? t("queue.sendOnePrice", { price }) : t("queue.sendManyPrice", { count, price });
  };
}
