import { Camera, Copy, Images, RotateCcw } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { ClipView } from "../../api/types";
import { Button } from "../../components/button";
import styles from "./player.module.css";
import type { ClipCommands } from "./use-clip-commands";

interface Props {
  clip: ClipView;
  commands: ClipCommands;
  frame: number;
  onReuse: () => void;
}

const icon = { size: 16, strokeWidth: 1.5, "aria-hidden": true } as const;

export function ClipActions({ clip, commands, frame, onReuse }: Props) {
  const { t } = useTranslation();
  return (
    <div className={styles.actions}>
      <Button
        data-testid="continue-from-frame"
        disabled={clip.missing}
        icon={<Images {...icon} />}
        onClick={() => commands.continueFrom(frame)}
      >
        {t("player.continue")}
      </Button>
      <Button
        data-testid="save-frame"
        disabled={clip.missing}
        title={t("app.shortcutHint", { label: t("player.saveFrame"), keys: "C" })}
        icon={<Camera {...icon} />}
        onClick={() => commands.saveFrame(frame)}
      >
        {t("player.saveFrame")}
      </Button>
      <Button kind="quiet" icon={<RotateCcw {...icon} />} data-testid="reuse-settings" onClick={onReuse}>
        {t("player.reuse")}
      </Button>
      <Button kind="quiet" icon={<Copy {...icon} />} onClick={commands.copyPrompt}>
        {t("player.copyPrompt")}
      </Button>
    </div>
  );
}
