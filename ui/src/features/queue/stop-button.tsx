import { Square } from "lucide-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { JobView } from "../../api/types";
import { IconButton } from "../../components/button";
import { Hidden } from "../../components/hidden";
import styles from "./job-card.module.css";
import type { JobCommands } from "./use-job-commands";

const watched = new Set(["waiting", "sending", "making", "saving"]);

/** Stops watching. The hint says what it cannot do: the service has no cancel. */
export function StopButton({ job, commands }: { job: JobView; commands: JobCommands }) {
  const { t } = useTranslation();
  const hint = useId();
  if (!watched.has(job.state)) return null;
  return (
    <span className={styles.stop}>
      <IconButton
        size="small"
        label={t("queue.stop")}
        title={`${t("queue.stop")}. ${t("queue.stopHint")}`}
        disabled={commands.busy}
        data-testid="job-stop"
        aria-describedby={hint}
        onClick={commands.stop}
      >
        <Square size={12} strokeWidth={1.5} aria-hidden="true" />
      </IconButton>
      <Hidden id={hint}>{t("queue.stopHint")}</Hidden>
    </span>
  );
}
