// Looks the library over and tells what came of it. It may take minutes, and nothing waits for it.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { CLIP, CLIPS } from "../../api/connect";
import { usePlatform } from "../../api/platform";
import type { RepairView } from "../../api/types";
import { useErrorWords } from "../../api/use-error-words";
import type { MessageKey } from "../../api/words";
import { Button } from "../../components/button";
import { Progress } from "../../components/progress";
import { Toned } from "../../components/toned";
import { number } from "../../lib/format";
import { Row } from "./row";
import styles from "./settings.module.css";

/** What is told only where there is some of it, in this order. */
const findings: readonly [Exclude<keyof RepairView, "damaged">, MessageKey][] = [
  ["found", "settings.repairFound"],
  ["missing", "settings.repairMissing"],
  ["changed", "settings.repairChanged"],
  ["posters", "settings.repairPosters"],
  ["strangers", "settings.repairStrangers"],
];

export function Repair() {
  const { t } = useTranslation();
  const platform = usePlatform();
  const cache = useQueryClient();
  const errorWords = useErrorWords();
  const repair = useMutation({
    mutationFn: () => platform.libraryRepair(),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: CLIPS });
      void cache.invalidateQueries({ queryKey: CLIP });
    },
  });
  return (
    <div className={styles.block}>
      <Row
        title={t("settings.repair")}
        hint={t("settings.repairHint")}
        hintId="repair-hint"
        control={
          <Button
            aria-describedby="repair-hint"
            disabled={repair.isPending}
            data-testid="repair"
            onClick={() => repair.mutate()}
          >
            {t("settings.repairStart")}
          </Button>
        }
      />
      <div role="status" data-testid="repair-report">
        {repair.isPending && (
          <>
            <p className={styles.hint}>{t("settings.repairing")}</p>
            <Progress label={t("settings.repairing")} value={null} />
          </>
        )}
        {repair.isError && (
          <Toned tone="bad" marked>
            {errorWords(repair.error)}
          </Toned>
        )}
        {repair.isSuccess && <Report of={repair.data} />}
      </div>
    </div>
  );
}

function Report({ of }: { of: RepairView }) {
  const { t, i18n } = useTranslation();
  const told = findings.filter(([what]) => of[what] > 0);
  const wrong = of.damaged || of.missing + of.changed > 0;
  return (
    <>
      {of.damaged && (
        <Toned tone="bad" marked>
          {t("backups.toldDamaged")}
        </Toned>
      )}
      <Toned tone={wrong ? "warn" : "good"} marked>
        {t("settings.repairChecked", { total: number(of.checked, i18n.language) })}
      </Toned>
      {told.length === 0 && !of.damaged && <p className={styles.hint}>{t("settings.repairWell")}</p>}
      <ul className={styles.report}>
        {told.map(([what, words]) => (
          <li key={what}>{t(words, { total: number(of[what], i18n.language) })}</li>
        ))}
      </ul>
    </>
  );
}
