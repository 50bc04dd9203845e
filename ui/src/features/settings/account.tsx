import { useTranslation } from "react-i18next";
import { useApp } from "../../api/hooks";
import { usePlatform } from "../../api/platform";
import { useKeyStatus } from "../../api/use-key-status";
import { Button } from "../../components/button";
import { KeyField } from "../../components/key-field";
import { say } from "../../components/toasts";
import { Toned } from "../../components/toned";
import styles from "./settings.module.css";

export function Account() {
  const { t } = useTranslation();
  const platform = usePlatform();
  const origin = useApp((app) => app.account.origin);
  const practice = useApp((app) => app.settings.practice);
  const key = useKeyStatus((verdict) => {
    if (verdict === "good" && practice) say(t("key.paid"));
  });
  return (
    <div className={styles.block}>
      <KeyField
        words={{
          label: t("key.label"),
          placeholder: t("key.placeholder"),
          paste: t("key.paste"),
          check: t("key.check"),
          get: t("key.get"),
        }}
        busy={key.busy}
        hasKey={key.hasKey}
        onCheck={key.check}
        onPaste={key.paste}
        onGet={() => void platform.linkOpen("getKey")}
        status={
          <>
            {key.lines.map((line) => (
              <Toned key={line.words} tone={line.tone}>
                {t(line.words)}
              </Toned>
            ))}
            <p>{t("key.hint", { origin })}</p>
          </>
        }
      />
      {key.hasKey && (
        <Button
          className={styles.start}
          kind="bad"
          size="small"
          disabled={key.busy}
          onClick={() => key.clear(() => say(t("key.removed")))}
        >
          {t("key.remove")}
        </Button>
      )}
    </div>
  );
}
