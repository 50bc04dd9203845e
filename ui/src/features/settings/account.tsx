import { ExternalLink } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useApp } from "../../api/hooks";
import { useOpenPage } from "../../api/use-attempt";
import { useKeyStatus } from "../../api/use-key-status";
import { keyHint } from "../../api/words";
import { Button } from "../../components/button";
import { KeyField } from "../../components/key-field";
import { say } from "../../components/toasts";
import styles from "./settings.module.css";

/** The key: where it stands, and the ways to get one, check it, and be rid of it. */
export function Account() {
  const { t } = useTranslation();
  const openPage = useOpenPage(say);
  const { origin, keyring } = useApp((app) => app.account);
  const practice = useApp((app) => app.settings.practice);
  const key = useKeyStatus((verdict) => {
    if (verdict === "good" && practice) say(t("key.paid"));
  });
  return (
    <KeyField
      words={{
        label: t("key.label"),
        placeholder: t("key.placeholder"),
        paste: t("key.paste"),
        check: t("key.check"),
      }}
      busy={key.busy}
      hasKey={key.hasKey}
      onCheck={key.check}
      onPaste={key.paste}
      lines={key.lines.map((line) => ({ tone: line.tone, words: t(line.words) }))}
      hint={t(keyHint(keyring), { origin })}
      action={
        <div className={styles.doors}>
          {key.hasKey && (
            <Button
              kind="bad"
              size="small"
              aria-disabled={key.busy}
              onClick={() => {
                if (!key.busy) key.clear(() => say(t("key.removed")));
              }}
            >
              {t("key.remove")}
            </Button>
          )}
          <Button kind="quiet" size="small" icon={ExternalLink} onClick={() => openPage("getKey")}>
            {t("key.get")}
          </Button>
        </div>
      }
    />
  );
}
