// The first screen: what this is, a key, or a way to try it without one.
import { Play } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useApp, useSettings } from "../../api/hooks";
import { usePlatform } from "../../api/platform";
import { useKeyStatus } from "../../api/use-key-status";
import { Button } from "../../components/button";
import { KeyField } from "../../components/key-field";
import { say } from "../../components/toasts";
import { Toned } from "../../components/toned";
import styles from "./onboarding.module.css";
import { Still } from "./still";

export function Onboarding() {
  const { t } = useTranslation();
  const platform = usePlatform();
  const settings = useSettings();
  const origin = useApp((app) => app.account.origin);
  const key = useKeyStatus((verdict) => {
    if (verdict !== "good") return;
    settings.mutate({ onboarded: true });
    say(t("key.paid"));
  });
  return (
    <main className={styles.room} data-testid="onboarding">
      <div className={styles.inner}>
        <Still />
        <header className={styles.head}>
          <h1 className={styles.title}>{t("onboarding.title")}</h1>
          <p className={styles.lead}>{t("onboarding.lead")}</p>
        </header>
        <section className={styles.card}>
          <KeyField
            words={{
              label: t("onboarding.keyTitle"),
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
        </section>
        <section className={styles.try}>
          <Button
            kind="primary"
            data-testid="try-practice"
            disabled={settings.isPending}
            icon={<Play size={16} strokeWidth={1.5} aria-hidden="true" />}
            onClick={() => settings.mutate({ practice: true, onboarded: true })}
          >
            {t("onboarding.try")}
          </Button>
          <p className={styles.hint}>{t("onboarding.tryHint")}</p>
        </section>
        <Button
          kind="quiet"
          disabled={settings.isPending}
          onClick={() => settings.mutate({ onboarded: true })}
        >
          {t(key.hasKey ? "onboarding.continue" : "onboarding.skip")}
        </Button>
      </div>
    </main>
  );
}
