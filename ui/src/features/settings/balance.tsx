import { useTranslation } from "react-i18next";
import { useApp } from "../../api/hooks";
import { useBalance } from "../../api/money";
import { useOpenPage } from "../../api/use-attempt";
import { Button } from "../../components/button";
import { say } from "../../components/toasts";
import { Toned } from "../../components/toned";
import { dollars } from "../../lib/money";
import { Row } from "./row";
import styles from "./settings.module.css";

const refusals = new Set(["wrong", "usedUp", "expired"]);

/** What is left on the key, where its service tells it; nothing where there is nobody to ask. */
export function Balance({ shown }: { shown: boolean }) {
  const { key, verdict } = useApp((app) => app.account);
  const practice = useApp((app) => app.settings.practice);
  const hasKey = key === "set" || key === "memory";
  const wanted = shown && hasKey && !practice && !(verdict && refusals.has(verdict));
  return wanted ? <Left /> : null;
}

function Left() {
  const { t, i18n } = useTranslation();
  const openPage = useOpenPage(say);
  const { balance, ask, asking, asked } = useBalance(true);
  if (!balance) return null;
  const empty = balance.type === "left" && balance.micros <= 0;
  return (
    <Row
      title={t("settings.balance")}
      control={
        <div className={styles.balance} role="status" data-testid="balance">
          {balance.type === "left" && (
            <Toned tone={empty ? "warn" : "quiet"}>
              {empty
                ? t("settings.balanceEmpty")
                : t("settings.balanceLeft", { price: dollars(balance.micros, i18n.language) })}
            </Toned>
          )}
          {balance.type === "unlimited" && <Toned tone="quiet">{t("settings.balanceUnlimited")}</Toned>}
          {balance.type === "untold" &&
            (asked ? (
              <Toned tone="quiet">{t("settings.balanceUntold")}</Toned>
            ) : (
              <Button size="small" aria-disabled={asking} data-testid="balance-ask" onClick={ask}>
                {t("settings.balanceAsk")}
              </Button>
            ))}
          {empty && (
            <Button size="small" onClick={() => openPage("topUp")}>
              {t("queue.topUp")}
            </Button>
          )}
        </div>
      }
    />
  );
}
