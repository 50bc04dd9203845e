import { Camera, ClipboardCopy, Images } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { ClipView } from "../../api/types";
import { Button, IconButton } from "../../components/button";
import { type AgainDoors, AgainMenu } from "./again-menu";
import styles from "./clip-actions.module.css";
import { SaveMenu } from "./save-menu";
import type { ClipCommands } from "./use-clip-commands";
import type { TransportState } from "./use-transport";

interface Props extends AgainDoors {
  clip: ClipView;
  commands: ClipCommands;
  /** What is taken is the frame on screen at the moment of the press. */
  transport: TransportState;
  /** The details beside the player offer the rest. */
  alone: boolean;
  /** There is no picture to take a frame of. */
  disabled: boolean;
}

export function ClipActions({ clip, commands, transport, alone, disabled, ...doors }: Props) {
  const { t } = useTranslation();
  const { clock } = transport;
  const save = {
    ...{ icon: Camera, keys: "C", disabled, "data-testid": "save-frame" },
    onClick: () => commands.saveFrame(clock.get()),
  };
  return (
    <div className={styles.actions}>
      <div className={styles.group}>
        <Button
          icon={Images}
          data-testid="continue-from-frame"
          disabled={disabled}
          onClick={() => commands.continueFrom(clock.get())}
        >
          {t("player.continue")}
        </Button>
        {alone ? (
          <Button {...save}>{t("player.saveFrame")}</Button>
        ) : (
          <IconButton {...save} label={t("player.saveFrame")} />
        )}
        <IconButton
          icon={ClipboardCopy}
          label={t("player.copyFrame")}
          keys="Shift+C"
          data-testid="copy-frame"
          disabled={disabled}
          onClick={() => commands.copyFrame(clock.get())}
        />
      </div>
      <div className={styles.group}>
        <AgainMenu clip={clip} alone={alone} {...doors} />
        <SaveMenu commands={commands} transport={transport} disabled={clip.missing} />
      </div>
    </div>
  );
}
