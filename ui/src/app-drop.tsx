// What covers the window while something is dragged over it, and says what will happen to it.
import { ImageOff, ImagePlus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useDraft } from "./api/draft-store";
import { useApp, useStudio } from "./api/hooks";
import type { DragView } from "./api/types";
import type { Translate } from "./api/words";
import styles from "./app-drop.module.css";
import { Icon } from "./components/icon";

export function DropOverlay() {
  const { t } = useTranslation();
  const over = useStudio((studio) => studio.dragOver) ?? false;
  const what = useStudio((studio) => studio.dragged) ?? null;
  const most = useApp((app) => app.maxPictures);
  const [draft] = useDraft();
  if (!over) return null;
  const { words, hint } = dropWords(what, most - draft.pictures.length, t);
  const none = what !== null && what.pictures + what.links === 0;
  return (
    <div className={styles.drop} data-none={none} data-testid="drop-overlay" aria-hidden="true">
      <div className={styles.frame}>
        <Icon of={none ? ImageOff : ImagePlus} size="huge" />
        <p className={styles.words}>{words}</p>
        <p className={styles.hint}>{hint}</p>
      </div>
    </div>
  );
}

/** `room`: as many more fit into the draft. */
export function dropWords(
  what: DragView | null,
  room: number,
  t: Translate,
): { words: string; hint: string } {
  if (what === null) return { words: t("pictures.dropNow"), hint: t("app.dropHint") };
  const { pictures, links, others } = what;
  const count = pictures + links;
  if (count === 0) return { words: t("pictures.dropNone"), hint: t("pictures.dropAccepted") };
  if (room <= 0) return { words: t("pictures.dropFull"), hint: t("pictures.dropFullHint") };
  if (count > room)
    return { words: t("pictures.dropSome", { count: room, all: count }), hint: t("app.dropHint") };
  const one = links > 0 ? t("pictures.dropLink") : t("pictures.dropOne");
  return {
    words: count === 1 ? one : t("pictures.dropMany", { count }),
    hint:
      others === 0
        ? t("app.dropHint")
        : others === 1
          ? t("pictures.dropOther")
          : t("pictures.dropOthers", { count: others }),
  };
}
