// What covers the window while something is dragged over it.
import { ImagePlus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useStudio } from "./api/hooks";
import styles from "./app-drop.module.css";
import { Icon } from "./components/icon";

export function DropOverlay() {
  const { t } = useTranslation();
  const over = useStudio((studio) => studio.dragOver) ?? false;
  if (!over) return null;
  return (
    <div className={styles.drop} aria-hidden="true">
      <div className={styles.frame}>
        <Icon of={ImagePlus} size="huge" />
        <p className={styles.words}>{t("pictures.dropNow")}</p>
        <p className={styles.hint}>{t("app.dropHint")}</p>
      </div>
    </div>
  );
}
