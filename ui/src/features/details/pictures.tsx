import { useTranslation } from "react-i18next";
import type { PictureView } from "../../api/types";
import styles from "./pictures.module.css";

/** The reference pictures in the order in which they were sent. */
export function Pictures({ pictures }: { pictures: readonly PictureView[] }) {
  const { t } = useTranslation();
  if (pictures.length === 0) return null;
  return (
    <section className={styles.group}>
      <h3 className={styles.title}>{t("details.pictures")}</h3>
      <ol className={styles.pictures}>
        {pictures.map(({ id, name, url }, index) => (
          <li key={id} className={styles.picture} data-testid="details-picture">
            <img
              src={url}
              alt={t("details.picture", { number: index + 1, name: name || t("pictures.pasted") })}
              draggable={false}
            />
          </li>
        ))}
      </ol>
    </section>
  );
}
