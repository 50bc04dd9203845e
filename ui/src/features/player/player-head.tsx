import {
  ArrowLeft,
  Copy,
  Ellipsis,
  ExternalLink,
  FolderOpen,
  Grip,
  Heart,
  Info,
  RotateCcw,
  Trash2,
} from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useApp } from "../../api/hooks";
import type { ClipView } from "../../api/types";
import { Button, IconButton } from "../../components/button";
import { Menu } from "../../components/menu";
import { PracticeTag } from "../../components/practice-tag";
import { useDragOut } from "../../components/use-drag-out";
import { titleOf } from "../../lib/format";
import styles from "./player-head.module.css";
import type { ClipCommands } from "./use-clip-commands";

interface Props {
  clip: ClipView;
  commands: ClipCommands;
  detailsOpen: boolean;
  onDetails: () => void;
  onLeave: () => void;
  /** The ways to look at it beside others. */
  children?: ReactNode;
}

export function PlayerHead({ clip, commands, detailsOpen, onDetails, onLeave, children }: Props) {
  const { t } = useTranslation();
  const model = useApp((app) => app.models.find((one) => one.id === clip.model)?.name ?? clip.model);
  const pull = useDragOut(commands.dragOut);
  return (
    <header className={styles.head}>
      <IconButton icon={ArrowLeft} label={t("player.back")} keys="Esc" side="bottom" onClick={onLeave} />
      <div className={styles.words}>
        <h1 className={styles.prompt} title={clip.prompt}>
          {titleOf(clip)}
        </h1>
        <p className={styles.facts}>
          {clip.practice && <PracticeTag label={t("app.practice")} hint={t("app.practiceHint")} />}
          <span className={styles.fact}>{`${model} · ${clip.width} × ${clip.height}`}</span>
        </p>
      </div>
      <div className={styles.buttons}>
        {children}
        <IconButton
          {...(clip.missing ? {} : pull)}
          className={styles.grip}
          icon={Grip}
          label={t("player.dragOut")}
          hint={t("player.dragOutHint")}
          side="bottom"
          data-testid="drag-out"
          disabled={clip.missing}
          onClick={() => commands.saveCopy(false)}
        />
        <IconButton
          icon={FolderOpen}
          label={t("player.reveal")}
          side="bottom"
          data-testid="reveal"
          disabled={clip.missing}
          onClick={commands.reveal}
        />
        <IconButton
          icon={Info}
          className={styles.toggle}
          label={t("details.title")}
          side="bottom"
          data-testid="player-details"
          aria-pressed={detailsOpen}
          onClick={onDetails}
        />
        <IconButton
          icon={Heart}
          label={t("player.favourite")}
          keys="S"
          side="bottom"
          pressed={clip.favourite}
          onClick={commands.favourite}
        />
        {clip.trashed ? (
          <Button icon={RotateCcw} onClick={commands.restore}>
            {t("library.restore")}
          </Button>
        ) : (
          <IconButton
            icon={Trash2}
            label={t("player.trash")}
            keys="Delete"
            side="bottom"
            data-testid="trash"
            onClick={commands.trash}
          />
        )}
        <Menu
          groups={[
            [
              {
                label: t("player.openOutside"),
                icon: ExternalLink,
                testId: "open-outside",
                disabled: clip.missing,
                onSelect: commands.openOutside,
              },
              {
                label: t("player.copyPrompt"),
                icon: Copy,
                testId: "copy-prompt",
                disabled: clip.prompt === "",
                onSelect: commands.copyPrompt,
              },
            ],
          ]}
          trigger={
            <IconButton icon={Ellipsis} label={t("player.more")} side="bottom" data-testid="player-more" />
          }
        />
      </div>
    </header>
  );
}
