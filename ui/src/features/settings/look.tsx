import { useTranslation } from "react-i18next";
import { useApp } from "../../api/hooks";
import type { Language, Motion, SettingsPatch, Theme } from "../../api/types";
import { Segmented } from "../../components/segmented";
import { Group, Row } from "./row";

/** How the page looks and moves. Each choice holds at once. */
export function Look({ onChange }: { onChange: (patch: SettingsPatch) => void }) {
  const { t } = useTranslation();
  const now = useApp((app) => app.settings);
  const system = { value: "system", label: t("settings.system") };
  return (
    <Group title={t("settings.look")}>
      <Row
        title={t("settings.language")}
        control={
          <Segmented
            hideLabel
            label={t("settings.language")}
            data-testid="language"
            value={now.language}
            options={[
              system,
              { value: "en", label: t("settings.languageEn") },
              { value: "zh-CN", label: t("settings.languageZh") },
            ]}
            onChange={(language) => onChange({ language: language as Language })}
          />
        }
      />
      <Row
        title={t("settings.theme")}
        control={
          <Segmented
            hideLabel
            label={t("settings.theme")}
            data-testid="theme"
            value={now.theme}
            options={[
              system,
              { value: "light", label: t("settings.themeLight") },
              { value: "dark", label: t("settings.themeDark") },
            ]}
            onChange={(theme) => onChange({ theme: theme as Theme })}
          />
        }
      />
      <Row
        title={t("settings.motion")}
        hint={t("settings.motionHint")}
        control={
          <Segmented
            hideLabel
            label={t("settings.motion")}
            data-testid="motion"
            value={now.motion}
            options={[system, { value: "reduced", label: t("settings.motionReduced") }]}
            onChange={(motion) => onChange({ motion: motion as Motion })}
          />
        }
      />
    </Group>
  );
}
