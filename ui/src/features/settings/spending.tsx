import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useApp, useSettings } from "../../api/hooks";
import { useSpend } from "../../api/money";
import type { SpendView } from "../../api/types";
import { useErrorWords } from "../../api/use-error-words";
import type { Translate } from "../../api/words";
import { TextField } from "../../components/text-field";
import { dollars, typedDollars } from "../../lib/money";
import { Group, Row } from "./row";
import styles from "./settings.module.css";

/** What this month cost so far, and the sum from which the page warns. */
export function Spending({ shown }: { shown: boolean }) {
  const { t, i18n } = useTranslation();
  const { data } = useSpend(shown);
  return (
    <Group title={t("settings.spending")}>
      <Row
        title={t("settings.spendSoFar")}
        hint={t("settings.spendHint")}
        control={
          <span className={styles.version} data-testid="spend">
            {data && spendWords(data, i18n.language, t)}
          </span>
        }
      />
      <Limit />
    </Group>
  );
}

function spendWords({ knownMicros, unknown }: SpendView, language: string, t: Translate): string {
  const price = dollars(knownMicros, language);
  const clips =
    unknown === 1 ? t("settings.spendUnknownOne") : t("settings.spendUnknown", { number: unknown });
  if (unknown === 0)
    return knownMicros === 0 ? t("settings.spendNothing") : t("settings.spendAbout", { price });
  return knownMicros === 0 ? clips : t("settings.spendBoth", { price, clips });
}

/** Applied on blur and on Enter. What was typed stays, also where it cannot be used. */
function Limit() {
  const { t } = useTranslation();
  const limit = useApp((app) => app.settings.spendLimitMicros);
  const settings = useSettings();
  const errorWords = useErrorWords();
  const now = limit === null ? "" : typedDollars(limit);
  const [typed, setTyped] = useState(now);
  const [tried, setTried] = useState(now);

  useEffect(() => {
    setTyped(now);
    setTried(now);
  }, [now]);

  const apply = () => {
    if (typed === tried) return;
    setTried(typed);
    settings.mutate(
      { spendLimit: typed },
      {
        onSuccess: ({ spendLimitMicros }) => {
          const said = spendLimitMicros === null ? "" : typedDollars(spendLimitMicros);
          setTyped(said);
          setTried(said);
        },
      },
    );
  };
  const fault = typed === tried ? settings.error : null;
  return (
    <TextField
      label={t("settings.spendLimit")}
      titled
      hint={t("settings.spendLimitHint")}
      error={fault && errorWords(fault)}
      data-testid="spend-limit"
      inputMode="decimal"
      placeholder={t("settings.spendNoLimit")}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={apply}
      onKeyDown={(event) => {
        if (event.key === "Enter" && !event.nativeEvent.isComposing) apply();
      }}
    />
  );
}
