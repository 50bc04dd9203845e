// One column; each row a sentence and a control; nothing waits for a Save button.
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { useApp, useSettings } from "../../api/hooks";
import { modelsFaultSentence } from "../../api/model-words";
import type { SettingsPatch } from "../../api/types";
import { useErrorWords } from "../../api/use-error-words";
import { Button } from "../../components/button";
import { Notice } from "../../components/notice";
import { say } from "../../components/toasts";
import { useKeptScroll } from "../../components/use-kept-scroll";
import { Account } from "./account";
import { Backups } from "./backups";
import { Balance } from "./balance";
import { Look } from "./look";
import { Network } from "./network";
import { Pictures } from "./pictures";
import { Repair } from "./repair";
import { Group, Row, SwitchRow } from "./row";
import { ServiceAddress } from "./service-address";
import styles from "./settings.module.css";
import { Spending } from "./spending";
import { Storage } from "./storage";

interface Props {
  shown: boolean;
  onShortcuts: () => void;
}

export function Settings({ shown, onShortcuts }: Props) {
  const { t } = useTranslation();
  const practice = useApp((app) => app.settings.practice);
  const tagClips = useApp((app) => app.settings.tagClips);
  const version = useApp((app) => app.version);
  const modelsFault = useApp((app) => app.modelsFault);
  const settings = useSettings();
  const errorWords = useErrorWords();
  const box = useRef<HTMLDivElement>(null);
  useKeptScroll(box, shown);
  const change = (patch: SettingsPatch) =>
    settings.mutate(patch, { onError: (fault) => say(errorWords(fault)) });
  return (
    <div className={styles.scroll} ref={box}>
      <div className={styles.column}>
        <h1>{t("settings.title")}</h1>
        {modelsFault && (
          <Notice tone="warn" testId="models-fault">
            {modelsFaultSentence(modelsFault, t)}
          </Notice>
        )}
        <Group title={t("settings.account")}>
          <Account />
          <Balance shown={shown} />
          <ServiceAddress />
          <SwitchRow
            title={t("settings.practice")}
            hint={t("settings.practiceHint")}
            on={practice}
            testId="practice"
            onChange={(on) => change({ practice: on })}
          />
        </Group>
        <Network onChange={change} />
        <Group title={t("settings.storage")}>
          <Storage shown={shown} />
          <SwitchRow
            title={t("settings.tagClips")}
            hint={t("settings.tagClipsHint")}
            on={tagClips}
            testId="tag-clips"
            onChange={(on) => change({ tagClips: on })}
          />
          <Repair />
        </Group>
        <Pictures onChange={change} />
        <Look onChange={change} />
        <Spending shown={shown} />
        <Backups shown={shown} />
        <Group title={t("settings.help")}>
          <Row
            title={t("settings.shortcuts")}
            hint={t("settings.shortcutsHint")}
            control={
              <Button keys="?" onClick={onShortcuts}>
                {t("settings.show")}
              </Button>
            }
          />
          <Row
            title={t("settings.about")}
            control={<span className={styles.version}>{t("settings.version", { version })}</span>}
          />
        </Group>
      </div>
    </div>
  );
}
