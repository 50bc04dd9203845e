import { Square } from "lucide-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { isUnderWay } from "../../api/job";
import type { JobView } from "../../api/types";
import { IconButton } from "../../components/button";
import { Hidden } from "../../components/hidden";
import styles from "./stop-button.module.css";
import type { JobCommands } from "./use-job-commands";

/** Stops watching. The hint says what it cannot do: the service has no cancel. */
export function StopButton({ job, commands }: { job: JobView; commands: JobCommands }) {
  const { t } = useTranslation();
  const hint = useId();
  if (!isUnderWay(job)) return null;
  return (
    <span className={styles.stop}>
      <IconButton
        icon={Square}
        size="small"
        label={t("queue.stop")}
        hint={t("queue.stopHint")}
        disabled={commands.busy}
        data-testid="job-stop"
        aria-describedby={hint}
        onClick={commands.stop}
      />
      <Hidden id={hint}>{t("queue.stopHint")}</Hidden>
    </span>
  );
}
