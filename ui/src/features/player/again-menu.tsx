import { ChevronDown, Layers, RotateCcw, Shuffle } from "lucide-react";
import { useTranslation } from "react-i18next";
import { MOST_TAKES } from "../../api/draft";
import { useApp } from "../../api/hooks";
import { otherModels } from "../../api/model-fit";
import type { ClipView } from "../../api/types";
import { Button, IconButton } from "../../components/button";
import { Menu } from "../../components/menu";
import styles from "./clip-actions.module.css";

export interface AgainDoors {
  onReuse: (clip: ClipView) => void;
  onVariations: (clip: ClipView) => void;
  onOtherModel: (clip: ClipView, model: string) => void;
}

interface Props extends AgainDoors {
  clip: ClipView;
  /** The details beside the player offer the plain way already. */
  alone: boolean;
}

/** The ways from a clip to the next one. None of them sends anything: they lead to Create. */
export function AgainMenu({ clip, alone, onReuse, onVariations, onOtherModel }: Props) {
  const { t } = useTranslation();
  const models = useApp((app) => app.models);
  return (
    <div className={styles.split}>
      {alone && (
        <Button
          className={styles.splitFirst}
          icon={RotateCcw}
          data-testid="reuse-settings"
          onClick={() => onReuse(clip)}
        >
          {t("player.reuse")}
        </Button>
      )}
      <Menu
        side="top"
        groups={[
          [
            {
              label: t("player.variations", { count: MOST_TAKES }),
              icon: Layers,
              testId: "make-variations",
              onSelect: () => onVariations(clip),
            },
          ],
          otherModels(models, clip.model).map((model) => ({
            label: model.name,
            testId: "other-model-option",
            onSelect: () => onOtherModel(clip, model.id),
          })),
        ]}
        titles={{ 1: t("player.otherModelTitle") }}
        trigger={
          <IconButton
            className={alone ? styles.splitSecond : styles.splitAlone}
            icon={alone ? ChevronDown : Shuffle}
            label={t("player.otherModel")}
            data-testid="other-model"
          />
        }
      />
    </div>
  );
}
