// What became of the app's own record: said once, above the places, until it is put away.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useRecord } from "./api/record";
import styles from "./app.module.css";
import { Button } from "./components/button";
import { Notice } from "./components/notice";
import { dateTime } from "./lib/format";

export function RecordNotice({ onOpenSettings }: { onOpenSettings: () => void }) {
  const { t, i18n } = useTranslation();
  const { data } = useRecord();
  const [away, setAway] = useState<string | null>(null);
  if (!data) return null;
  const { damaged, repaired, restored } = data;
  const kind = damaged ? "damaged" : repaired !== null ? "repaired" : restored !== null ? "restored" : null;
  if (kind === null || kind === away) return null;
  return (
    <div className={styles.told}>
      <Notice
        tone={kind === "damaged" ? "warn" : "quiet"}
        role="status"
        testId="record-notice"
        actions={
          kind === "damaged" && (
            <Button size="small" onClick={onOpenSettings}>
              {t("backups.show")}
            </Button>
          )
        }
        dismissLabel={t("app.dismiss")}
        onDismiss={() => setAway(kind)}
      >
        {kind === "damaged" && t("backups.toldDamaged")}
        {kind === "repaired" && t("backups.toldRepaired", { folder: repaired })}
        {kind === "restored" && t("backups.toldRestored", { date: dateTime(restored ?? 0, i18n.language) })}
      </Notice>
    </div>
  );
}
