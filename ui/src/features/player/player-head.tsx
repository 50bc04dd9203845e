import { ArrowLeft, ExternalLink, FolderOpen, Heart, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useApp } from "../../api/hooks";
import type { ClipView } from "../../api/types";
import { Button, IconButton } from "../../components/button";
import { PracticeTag } from "../../components/practice-tag";
import styles from "./player.module.css";
import type { ClipCommands } from "./use-clip-commands";

interface Props {
  clip: ClipView;
  commands: ClipCommands;
  onLeave: () => void;
}

export function PlayerHead({ clip, commands, onLeave }: Props) {
  const { t } = useTranslation();
  const model = useApp((app) => app.models.find((one) => one.id === clip.model)?.name ?? clip.model);
  return (
    <header className={styles.head}>
      <IconButton label={t("player.back")} keys="Esc" onClick={onLeave}>
        <ArrowLeft size={20} strokeWidth={1.5} aria-hidden="true" />
      </IconButton>
      <div className={styles.title}>
        <h1 className={styles.prompt} title={clip.prompt}>
          {clip.prompt || clip.name}
        </h1>
        <p className={styles.meta}>
          <span>{model}</span>
          <span>{`${clip.width} × ${clip.height}`}</span>
          {clip.practice && <PracticeTag label={t("app.practice")} hint={t("app.practiceHint")} />}
        </p>
      </div>
      <IconButton label={t("player.reveal")} data-testid="reveal" onClick={commands.reveal}>
        <FolderOpen size={20} strokeWidth={1.5} aria-hidden="true" />
      </IconButton>
      <IconButton label={t("player.openOutside")} data-testid="open-outside" onClick={commands.openOutside}>
        <ExternalLink size={20} strokeWidth={1.5} aria-hidden="true" />
      </IconButton>
      <IconButton
        label={t("player.favourite")}
        keys="S"
        pressed={clip.favourite}
        onClick={commands.favourite}
      >
        <Heart
          size={20}
          strokeWidth={1.5}
          fill={clip.favourite ? "currentColor" : "none"}
          aria-hidden="true"
        />
      </IconButton>
      {clip.trashed ? (
        <Button onClick={commands.restore}>{t("library.restore")}</Button>
      ) : (
        <IconButton label={t("player.trash")} keys="Delete" data-testid="trash" onClick={commands.trash}>
          <Trash2 size={20} strokeWidth={1.5} aria-hidden="true" />
        </IconButton>
      )}
    </header>
  );
}
