import { Camera, Copy, Images, RotateCcw } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { ClipView } from "../../api/types";
import { Button } from "../../components/button";
import type { FrameClock } from "../../lib/frames";
import styles from "./clip-actions.module.css";
import type { ClipCommands } from "./use-clip-commands";

interface Props {
  clip: ClipView;
  commands: ClipCommands;
  /** What is taken is the frame on screen at the moment of the press. */
  clock: FrameClock;
  /** There is no picture to take a frame of. */
  disabled: boolean;
  /** The details beside the player offer the rest. */
  alone: boolean;
  onReuse: () => void;
}

export function ClipActions({ clip, commands, clock, disabled, alone, onReuse }: Props) {
  const { t } = useTranslation();
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
        <Button
          icon={Camera}
          keys="C"
          data-testid="save-frame"
          disabled={disabled}
          onClick={() => commands.saveFrame(clock.get())}
        >
          {t("player.saveFrame")}
        </Button>
      </div>
      {alone && (
        <div className={styles.group}>
          <Button kind="quiet" icon={RotateCcw} data-testid="reuse-settings" onClick={onReuse}>
            {t("player.reuse")}
          </Button>
          <Button kind="quiet" icon={Copy} disabled={clip.prompt === ""} onClick={commands.copyPrompt}>
            {t("player.copyPrompt")}
          </Button>
        </div>
      )}
    </div>
  );
}
