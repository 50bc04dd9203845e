// What stands in the clip's place when there is nothing to play, and the one thing that helps.
import { Download, ExternalLink, RotateCcw } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useApp } from "../../api/hooks";
import type { ClipView } from "../../api/types";
import { Button } from "../../components/button";
import { Empty } from "../../components/empty";
import { Progress } from "../../components/progress";
import styles from "./player.module.css";
import type { ClipCommands } from "./use-clip-commands";
import { useDownload } from "./use-download";

interface Props {
  clip: ClipView;
  onReuse: () => void;
}

/** Its service is asked for it again where that can be; else it can only be put back, or made anew. */
export function MissingFile({ clip, onReuse }: Props) {
  const { t } = useTranslation();
  const { running, note, trouble, start } = useDownload(clip);
  if (running) {
    return (
      <Empty
        role="status"
        art="waiting"
        testId="clip-downloading"
        title={t("player.downloading")}
        hint={note ?? undefined}
        action={
          <div className={styles.progress}>
            <Progress label={t("player.downloading")} value={null} />
          </div>
        }
      />
    );
  }
  const offer = t(clip.practice ? "player.downloadPractice" : "player.downloadHint");
  return (
    <Empty
      role="alert"
      art="missing"
      title={t("player.missing")}
      hint={trouble ?? (clip.downloadable ? offer : t("player.missingHelp"))}
      action={
        clip.downloadable ? (
          <Button icon={Download} data-testid="clip-download" onClick={() => void start()}>
            {t("player.download")}
          </Button>
        ) : (
          <Button icon={RotateCcw} onClick={onReuse}>
            {t("player.reuse")}
          </Button>
        )
      }
    />
  );
}

/** What is in the file cannot be made out: only others may still show a part of it. */
export function DamagedFile({ commands, onReuse }: { commands: ClipCommands; onReuse: () => void }) {
  const { t } = useTranslation();
  return (
    <Empty
      role="alert"
      art="broken"
      title={t("player.damaged")}
      hint={t("player.damagedHelp")}
      action={
        <>
          <Button icon={RotateCcw} onClick={onReuse}>
            {t("player.reuse")}
          </Button>
          <OpenOutside commands={commands} />
        </>
      }
    />
  );
}

function OpenOutside({ commands }: { commands: ClipCommands }) {
  const { t } = useTranslation();
  return (
    <Button icon={ExternalLink} data-testid="open-in-system-player" onClick={commands.openOutside}>
      {t("player.openOutside")}
    </Button>
  );
}

/** The file is fine, but the web view has no decoder for it. */
export function NoDecoder({ commands }: { commands: ClipCommands }) {
  const { t } = useTranslation();
  const platform = useApp((app) => app.platform);
  return (
    <Empty
      role="alert"
      art="broken"
      title={t("player.cannotPlay")}
      hint={t(platform === "linux" ? "player.cannotPlayHelpLinux" : "player.cannotPlayHelp")}
      action={<OpenOutside commands={commands} />}
    />
  );
}
