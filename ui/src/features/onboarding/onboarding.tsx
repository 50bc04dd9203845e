// The first screen: what this is, a key, or a way to try it without one.
import { ExternalLink, Play } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useApp, useSettings } from "../../api/hooks";
import { useOpenPage } from "../../api/use-attempt";
import { useErrorWords } from "../../api/use-error-words";
import { useKeyStatus } from "../../api/use-key-status";
import { keyHint } from "../../api/words";
import firstLight from "../../assets/first-light.jpg";
import { Button } from "../../components/button";
import { KeyField } from "../../components/key-field";
import { say } from "../../components/toasts";
import { Wake } from "../../components/wake";
import mark from "../../icon.svg";
import styles from "./onboarding.module.css";

/** Long enough to see that it is a still. */
const WAKES_AFTER_MS = 1600;

export function Onboarding() {
  const { t } = useTranslation();
  const film = useApp((app) => app.welcomeUrl);
  const [waking, setWaking] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setWaking(true), WAKES_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <main className={styles.room} data-testid="onboarding">
      <div className={styles.halves}>
        <div className={styles.still} data-waking={waking}>
          <Wake still={firstLight} film={film} waking={waking} />
        </div>
        <div className={styles.side}>
          <div className={styles.words}>
            <header className={styles.head}>
              <p className={styles.name}>
                <img className={styles.mark} src={mark} alt="" />
                {t("app.name")}
              </p>
              <h1 className={styles.title}>{t("onboarding.title")}</h1>
              <p className={styles.lead}>{t("onboarding.lead")}</p>
            </header>
            <Ways />
          </div>
        </div>
      </div>
    </main>
  );
}

/** Into the app: with a key, in practice, or with neither. */
function Ways() {
  const { t } = useTranslation();
  const openPage = useOpenPage(say);
  const settings = useSettings();
  const errorWords = useErrorWords();
  const { origin, keyring } = useApp((app) => app.account);
  const key = useKeyStatus((verdict) => {
    if (verdict !== "good") return;
    enter({});
    say(t("key.paid"));
  });
  const enter = (with_: { practice?: boolean }) => {
    if (settings.isPending) return;
    settings.mutate({ ...with_, onboarded: true }, { onError: (fault) => say(errorWords(fault)) });
  };
  return (
    <>
      <KeyField
        words={{
          label: t("onboarding.keyTitle"),
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
        roomy
      />
      <div className={styles.ways}>
        <div className={styles.buttons}>
          <Button
            kind="primary"
            size="large"
            icon={Play}
            data-testid="try-practice"
            onClick={() => enter({ practice: true })}
          >
            {t("onboarding.try")}
          </Button>
          <Button size="large" icon={ExternalLink} onClick={() => openPage("getKey")}>
            {t("key.get")}
          </Button>
        </div>
        <p className={styles.hint}>{t("onboarding.tryHint")}</p>
        <Button className={styles.skip} kind="quiet" size="small" onClick={() => enter({})}>
          {t(key.hasKey ? "onboarding.continue" : "onboarding.skip")}
        </Button>
      </div>
    </>
  );
}
