import { RefreshCw } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { JobView } from "../../api/types";
import { Button, IconButton } from "../../components/button";
import { say } from "../../components/toasts";
import styles from "./stop-button.module.css";
import type { JobCommands } from "./use-job-commands";

interface Props {
  commands: JobCommands;
  /** In words, where a person has reason to ask; else a small sign beside the others. */
  inWords?: boolean;
}

/** Asks the service now. What comes of it is on the card, or in the sentence that stands beside the button. */
export function AskButton({ commands, inWords = false }: Props) {
  const { t } = useTranslation();
  const ask = async () => {
    const job = await commands.ask();
    if (!inWords && job?.state === "making" && job.note === null) say(t("queue.askedJust"));
  };
  const shared = {
    size: "small" as const,
    hint: t("queue.askNowHint"),
    disabled: commands.busy,
    "data-testid": "job-ask",
    onClick: () => void ask(),
  };
  if (inWords) return <Button {...shared}>{t("queue.askNow")}</Button>;
  return (
    <span className={styles.ask}>
      <IconButton {...shared} icon={RefreshCw} label={t("queue.askNow")} />
    </span>
  );
}

/** Whether it can have cost money, and when the service was heard last: said of a job that takes long. */
export function LongWords({ job, now }: { job: JobView; now: number }) {
  const { t } = useTranslation();
  const minutes = job.runningAtMs === null ? null : Math.floor(Math.max(0, now - job.runningAtMs) / 60_000);
  const charged = t(job.practice ? "charged.practice" : "charged.maybe");
  if (minutes === null) return charged;
  const hours = Math.floor(minutes / 60);
  const asked =
    minutes === 0
      ? t("queue.askedJust")
      : hours === 0
        ? t("queue.askedMinutes", { minutes })
        : t("queue.askedHours", { hours });
  return `${charged} ${asked}`;
}
