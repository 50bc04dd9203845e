// The backups of the app's record, and putting one back: the one thing here that asks first, because it
// replaces the whole record at once.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { usePlatform } from "../../api/platform";
import { useBackups } from "../../api/record";
import type { BackupView } from "../../api/types";
import { useErrorWords } from "../../api/use-error-words";
import type { MessageKey, Translate } from "../../api/words";
import { Button } from "../../components/button";
import { say } from "../../components/toasts";
import { Toned } from "../../components/toned";
import { dateTime, fileSize, number } from "../../lib/format";
import { Group } from "./row";
import styles from "./settings.module.css";

const occasions: Record<BackupView["occasion"], MessageKey | null> = {
  daily: null,
  update: "backups.update",
  restore: "backups.beforeRestore",
};

export function Backups({ shown }: { shown: boolean }) {
  const { t } = useTranslation();
  const { data, isError } = useBackups(shown);
  const [asked, setAsked] = useState<string | null>(null);
  return (
    <Group title={t("backups.title")}>
      <p className={styles.hint}>{t("backups.hint")}</p>
      {isError && (
        <div>
          <Toned tone="warn" marked>
            {t("backups.unknown")}
          </Toned>
        </div>
      )}
      {data?.length === 0 && <p className={styles.hint}>{t("backups.none")}</p>}
      {data?.map((backup) => (
        <Backup
          key={backup.id}
          backup={backup}
          asked={asked === backup.id}
          onAsk={(on) => setAsked(on ? backup.id : null)}
        />
      ))}
    </Group>
  );
}

interface Props {
  backup: BackupView;
  /** The question stands open. */
  asked: boolean;
  onAsk: (on: boolean) => void;
}

function Backup({ backup, asked, onAsk }: Props) {
  const { t, i18n } = useTranslation();
  const platform = usePlatform();
  const errorWords = useErrorWords();
  const [busy, setBusy] = useState(false);
  const occasion = occasions[backup.occasion];
  const date = dateTime(backup.at, i18n.language);
  const restore = async () => {
    setBusy(true);
    try {
      await platform.backupRestore(backup.id);
      say(t("backups.restarting"));
    } catch (thrown) {
      say(errorWords(thrown));
      onAsk(false);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className={styles.block} data-testid="backup" data-damaged={backup.clips === null || undefined}>
      <div className={styles.row}>
        <div className={styles.words}>
          <div>{date}</div>
          <div className={styles.hint}>
            {[holdsWords(backup, i18n.language, t), occasion && t(occasion)].filter(Boolean).join(" · ")}
          </div>
        </div>
        {backup.clips !== null && (
          <div className={styles.control}>
            <Button
              size="small"
              aria-expanded={asked}
              aria-label={t("backups.restoreNamed", { date })}
              data-testid="backup-restore"
              onClick={() => onAsk(!asked)}
            >
              {t("backups.restore")}
            </Button>
          </div>
        )}
      </div>
      {asked && (
        <section className={styles.question} aria-label={t("backups.question")}>
          <p>{t("backups.question")}</p>
          <p className={styles.hint}>{t("backups.questionHint")}</p>
          <div className={styles.answers}>
            <Button
              size="small"
              kind="primary"
              disabled={busy}
              data-testid="backup-confirm"
              onClick={() => void restore()}
            >
              {t("backups.confirm")}
            </Button>
            <Button size="small" kind="quiet" disabled={busy} onClick={() => onAsk(false)}>
              {t("backups.keep")}
            </Button>
          </div>
        </section>
      )}
    </div>
  );
}

function holdsWords({ clips, jobs, bytes }: BackupView, language: string, t: Translate): string {
  if (clips === null || jobs === null) return t("backups.damaged");
  return t("backups.holds", {
    clips: number(clips, language),
    jobs: number(jobs, language),
    size: fileSize(bytes, language),
  });
}
