import { useTranslation } from "react-i18next";
import { useApp, useSettings } from "../../api/hooks";
import type { AccountView, CommandError, ErrorCode } from "../../api/types";
import { useErrorWords } from "../../api/use-error-words";
import { type MessageKey, verdictWords } from "../../api/words";
import { Button } from "../../components/button";
import { ErrorCard } from "../../components/error-card";
import { Notice } from "../../components/notice";

interface Props {
  /** What came of the last press. */
  fault: CommandError | null;
  onForget: () => void;
  onOpenSettings: () => void;
}

/** What stands in the way of generating: a missing key before anything is pressed, and errors after that. */
export function Hindrance({ fault, onForget, onOpenSettings }: Props) {
  const { t } = useTranslation();
  const settings = useSettings();
  const practice = useApp((app) => app.settings.practice);
  const account = useApp((app) => app.account);
  const noKey = practice ? null : keyTrouble(account);
  if (fault && fault.code !== "keyMissing") return <Fault fault={fault} onOpenSettings={onOpenSettings} />;
  const words = noKey ?? (fault && "error.keyMissing");
  if (!words) return null;
  const practise = () => settings.mutate({ practice: true }, { onSuccess: onForget });
  return (
    <Notice
      tone={fault ? "bad" : "quiet"}
      {...(fault ? { role: "alert", testId: "generate-error" } : { testId: "key-notice" })}
      actions={
        <>
          <Button size="small" onClick={onOpenSettings}>
            {t("fix.settings")}
          </Button>
          <Button size="small" onClick={practise}>
            {t("fix.practice")}
          </Button>
        </>
      }
    >
      {t(words)}
    </Notice>
  );
}

/** Why a job could not be sent as things stand; null where nothing is known against it. */
function keyTrouble({ key, keyring, verdict }: AccountView): MessageKey | null {
  if (verdict === "wrong") return "create.keyWrong";
  if (verdict === "usedUp" || verdict === "expired") return verdictWords[verdict];
  if (key === "set" || key === "memory") return null;
  if (keyring === "waiting") return "note.keyringWaiting";
  if (key === "unknown") return null;
  if (keyring === "locked") return "note.keyringLocked";
  if (keyring === "denied") return "note.keyringDenied";
  return "error.keyMissing";
}

const storage: Partial<Record<ErrorCode, { what: MessageKey; help: MessageKey }>> = {
  diskFull: { what: "create.diskFull", help: "create.diskFullHelp" },
  folderMissing: { what: "create.folderMissing", help: "create.folderMissingHelp" },
  folderReadOnly: { what: "create.folderReadOnly", help: "create.folderReadOnlyHelp" },
};

/** What happened, that nothing was sent, and what helps. */
function Fault({ fault, onOpenSettings }: { fault: CommandError; onOpenSettings: () => void }) {
  const { t } = useTranslation();
  const errorWords = useErrorWords();
  const known = storage[fault.code];
  // Without an answer nobody knows whether it was taken on; the press keeps its id, so another is no second job.
  const unsure = fault.code === "internal";
  return (
    <ErrorCard
      role="alert"
      testId="generate-error"
      what={known ? t(known.what) : errorWords(fault)}
      charged={t(unsure ? "create.maybeSent" : "create.nothingSent")}
      help={known && t(known.help)}
      actions={
        known && (
          <Button size="small" onClick={onOpenSettings}>
            {t("queue.openSettings")}
          </Button>
        )
      }
    />
  );
}
