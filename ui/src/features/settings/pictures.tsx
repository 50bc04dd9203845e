import { useTranslation } from "react-i18next";
import { useApp } from "../../api/hooks";
import type { PictureWay, SettingsPatch } from "../../api/types";
import type { MessageKey } from "../../api/words";
import { Segmented } from "../../components/segmented";
import { Group, Row, SwitchRow } from "./row";

const hints: Record<PictureWay, MessageKey> = {
  automatic: "settings.pictureWayAutomaticHint",
  upload: "settings.pictureWayUploadHint",
  embed: "settings.pictureWayEmbedHint",
};

/** How reference pictures leave this computer. What is chosen says what it means. */
export function Pictures({ onChange }: { onChange: (patch: SettingsPatch) => void }) {
  const { t } = useTranslation();
  const { pictures, passLinks } = useApp((app) => app.settings);
  return (
    <Group title={t("settings.pictures")}>
      <Row
        title={t("settings.pictureWay")}
        hint={t(hints[pictures])}
        control={
          <Segmented
            hideLabel
            label={t("settings.pictureWay")}
            data-testid="picture-way"
            value={pictures}
            options={[
              { value: "automatic", label: t("settings.pictureWayAutomatic") },
              { value: "upload", label: t("settings.pictureWayUpload") },
              { value: "embed", label: t("settings.pictureWayEmbed") },
            ]}
            onChange={(way) => onChange({ pictures: way as PictureWay })}
          />
        }
      />
      <SwitchRow
        title={t("settings.passLinks")}
        hint={t("settings.passLinksHint")}
        on={passLinks}
        testId="pass-links"
        onChange={(on) => onChange({ passLinks: on })}
      />
    </Group>
  );
}
