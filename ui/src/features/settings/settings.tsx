// One column; each row a sentence and a control; nothing waits for a Save button.
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { useApp, useSettings } from "../../api/hooks";
import type { Language, Theme } from "../../api/types";
import { Button } from "../../components/button";
import { SelectField } from "../../components/select-field";
import { Switch } from "../../components/switch";
import { useKeptScroll } from "../../components/use-kept-scroll";
import { Account } from "./account";
import { Group, Row } from "./row";
import { ServiceAddress } from "./service-address";
import styles from "./settings.module.css";

interface Props {
  shown: boolean;
  onShortcuts: () => void;
}

export function Settings({ shown, onShortcuts }: Props) {
  const { t } = useTranslation();
  const now = useApp((app) => app.settings);
  const version = useApp((app) => app.version);
  const settings = useSettings();
  const box = useRef<HTMLDivElement>(null);
  useKeptScroll(box, shown);
  return (
    <div className={styles.scroll} ref={box}>
      <div className={styles.column}>
        <h1>{t("settings.title")}</h1>
        <Group title={t("settings.account")}>
          <Account />
          <ServiceAddress />
          <Row
            title={t("settings.practice")}
            hint={t("settings.practiceHint")}
            hintId="practice-hint"
            control={
              <Switch
                label={t("settings.practice")}
                describedBy="practice-hint"
                on={now.practice}
                testId="practice"
                disabled={settings.isPending}
                onChange={(practice) => settings.mutate({ practice })}
              />
            }
          />
        </Group>
        <Group title={t("settings.storage")}>
          <Row
            title={t("settings.folder")}
            hint={t("settings.folderHint")}
            control={
              <output className={styles.path} data-testid="storage-folder">
                {now.storageFolder}
              </output>
            }
          />
        </Group>
        <Group title={t("settings.look")}>
          <Row
            title={t("settings.language")}
            control={
              <SelectField
                hideLabel
                label={t("settings.language")}
                data-testid="language"
                value={now.language}
                options={[
                  { value: "system", label: t("settings.languageSystem") },
                  { value: "en", label: t("settings.languageEn") },
                  { value: "zh-CN", label: t("settings.languageZh") },
                ]}
                onChange={(language) => settings.mutate({ language: language as Language })}
              />
            }
          />
          <Row
            title={t("settings.theme")}
            control={
              <SelectField
                hideLabel
                label={t("settings.theme")}
                data-testid="theme"
                value={now.theme}
                options={[
                  { value: "system", label: t("settings.themeSystem") },
                  { value: "light", label: t("settings.themeLight") },
                  { value: "dark", label: t("settings.themeDark") },
                ]}
                onChange={(theme) => settings.mutate({ theme: theme as Theme })}
              />
            }
          />
        </Group>
        <Group title={t("settings.help")}>
          <Row
            title={t("settings.shortcuts")}
            control={
              <Button title={`${t("settings.shortcuts")} (?)`} onClick={onShortcuts}>
                {t("settings.show")}
              </Button>
            }
          />
          <Row title={t("settings.about")} control={<span>{t("settings.version", { version })}</span>} />
        </Group>
      </div>
    </div>
  );
}
