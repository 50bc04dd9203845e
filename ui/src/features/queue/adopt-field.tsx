import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/button";
import { TextField } from "../../components/text-field";
import { isComposing } from "../../lib/keys";
import styles from "./adopt-field.module.css";

/** The number stands on the service's usage page; watching it costs nothing. */
export function AdoptField({ busy, onAdopt }: { busy: boolean; onAdopt: (taskNumber: string) => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const number = typed.trim();
  const adopt = () => {
    if (number !== "" && !busy) onAdopt(number);
  };
  return (
    <div className={styles.adopt}>
      <TextField
        label={t("queue.adoptLabel")}
        data-testid="job-task-number"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !isComposing(event.nativeEvent)) adopt();
        }}
      />
      <Button disabled={busy || number === ""} data-testid="job-adopt" onClick={adopt}>
        {t("queue.adoptGo")}
      </Button>
    </div>
  );
}
