import {
  Copy,
  Download,
  Ellipsis,
  FolderOpen,
  FolderPlus,
  Heart,
  HeartOff,
  Info,
  Play,
  RotateCcw,
  Trash2,
} from "lucide-react";
import { useTranslation } from "react-i18next";
import type { ClipView } from "../../api/types";
import { IconButton } from "../../components/button";
import { Menu } from "../../components/menu";
import type { TileActs } from "./clip-tile";
import styles from "./clip-tile.module.css";

interface Props {
  clip: ClipView;
  title: string;
  tabIndex: number;
  acts: TileActs;
  onOpenChange: (open: boolean) => void;
}

/** Everything that a tile has no room for. */
export function ClipMenu({ clip, title, tabIndex, acts, onOpenChange }: Props) {
  const { t } = useTranslation();
  const look = [
    { label: t("library.openClip"), icon: Play, keys: "Enter", onSelect: () => acts.open(clip) },
    { label: t("details.title"), icon: Info, testId: "clip-details", onSelect: () => acts.details(clip) },
  ];
  const collect = {
    label: t("library.collect"),
    icon: FolderPlus,
    testId: "clip-collect",
    items: acts.collect(clip),
  };
  const take = [
    {
      label: t("player.reveal"),
      icon: FolderOpen,
      disabled: clip.missing,
      onSelect: () => acts.reveal(clip),
    },
    {
      label: t("library.saveCopy"),
      icon: Download,
      disabled: clip.missing,
      onSelect: () => acts.saveCopy(clip),
    },
    {
      label: t("player.copyPrompt"),
      icon: Copy,
      disabled: clip.prompt === "",
      onSelect: () => acts.copyPrompt(clip),
    },
  ];
  const favourite = {
    label: t(clip.favourite ? "library.unfavourite" : "library.favourite"),
    keys: "S",
    icon: clip.favourite ? HeartOff : Heart,
    onSelect: () => acts.favourite(clip),
  };
  const trash = {
    label: t("player.trash"),
    icon: Trash2,
    keys: "Delete",
    testId: "clip-trash",
    onSelect: () => acts.trash(clip),
  };
  const restore = { label: t("library.restore"), icon: RotateCcw, onSelect: () => acts.restore(clip) };
  return (
    <Menu
      trigger={
        <IconButton
          size="small"
          onPicture
          className={styles.more}
          icon={Ellipsis}
          label={t("library.menu", { title })}
          tabIndex={tabIndex}
          data-testid="clip-menu"
        />
      }
      groups={clip.trashed ? [look, take, [restore]] : [look, [favourite, collect], take, [trash]]}
      onOpenChange={onOpenChange}
    />
  );
}
