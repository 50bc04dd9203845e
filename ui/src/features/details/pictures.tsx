import { useTranslation } from "react-i18next";
import type { PictureView } from "../../api/types";
import { Tooltip } from "../../components/tooltip";
import { Group } from "./facts";
import styles from "./pictures.module.css";

interface Props {
  pictures: readonly PictureView[];
  onUse: (picture: PictureView) => void;
}

/** The reference pictures in the order in which they were sent; a click takes one into the next clip. */
export function Pictures({ pictures, onUse }: Props) {
  const { t } = useTranslation();
  if (pictures.length === 0) return null;
  return (
    <Group title={t("details.pictures")}>
      <ol className={styles.pictures}>
        {pictures.map((picture, index) => {
          const name = picture.name || t("pictures.pasted");
          const label = t("details.usePicture", { number: index + 1, name });
          return (
            <li key={picture.id} data-testid="details-picture">
              <Tooltip label={label}>
                <button
                  type="button"
                  className={styles.use}
                  data-testid="use-picture"
                  aria-label={label}
                  onClick={() => onUse(picture)}
                >
                  <img src={picture.url} alt="" draggable={false} />
                </button>
              </Tooltip>
            </li>
          );
        })}
      </ol>
    </Group>
  );
}
