import { ChevronDown, Download, FileOutput, FileX2, Film, ImagePlay } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/button";
import { Hidden } from "../../components/hidden";
import { Icon } from "../../components/icon";
import { Menu } from "../../components/menu";
import styles from "./clip-actions.module.css";
import type { ClipCommands } from "./use-clip-commands";
import type { TransportState } from "./use-transport";

interface Props {
  commands: ClipCommands;
  transport: TransportState;
  disabled: boolean;
}

/** All that can be saved of the clip itself: the part between the marks, or the whole of it. */
export function SaveMenu({ commands, transport: { range, reel }, disabled }: Props) {
  const { t } = useTranslation();
  const { saving, savePart, saveCopy } = commands;
  // It stays open to be read while something is saved, and says what it waits for.
  const why = saving ? t("player.savingHint") : undefined;
  const all = { first: 0, last: reel.frames - 1 };
  const gif = (label: string, testId: string) => ({
    ...{ label, testId, icon: ImagePlay, why },
    onSelect: () => savePart(range ?? all, "gif"),
  });
  const part = range
    ? [
        {
          label: t("player.saveRangeMp4"),
          icon: Film,
          testId: "save-range-mp4",
          why,
          onSelect: () => savePart(range, "mp4"),
        },
        gif(t("player.saveRangeGif"), "save-range-gif"),
      ]
    : [gif(t("player.saveGif"), "save-gif")];
  const whole = [
    {
      label: t("player.saveCopy"),
      icon: FileOutput,
      testId: "save-copy",
      why,
      onSelect: () => saveCopy(false),
    },
    {
      label: t("player.saveCopyClean"),
      icon: FileX2,
      testId: "save-copy-clean",
      why,
      onSelect: () => saveCopy(true),
    },
  ];
  return (
    <>
      <Menu
        side="top"
        groups={[part, whole]}
        trigger={
          <Button icon={Download} data-testid="save-menu" disabled={disabled} aria-busy={saving}>
            <span className={styles.opens}>
              {t(saving ? "player.saving" : range ? "player.saveRange" : "player.save")}
              <Icon of={ChevronDown} size="tiny" />
            </span>
          </Button>
        }
      />
      <Hidden>
        <span role="status">{saving ? t("player.saving") : ""}</span>
      </Hidden>
    </>
  );
}
