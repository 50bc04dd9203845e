import { X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { PictureView } from "../../api/types";
import { Icon } from "../../components/icon";
import { Tooltip } from "../../components/tooltip";
import styles from "./references.module.css";

interface Props {
  picture: PictureView;
  number: number;
  onRemove: () => void;
}

export function Thumb({ picture, number, onRemove }: Props) {
  const { t } = useTranslation();
  const [lost, setLost] = useState(false);
  const name = lost ? t("pictures.lost") : t("pictures.number", { number, name: picture.name });
  return (
    <li className={styles.thumb} data-testid="reference" data-lost={lost}>
      <Tooltip label={name}>
        <img
          className={styles.picture}
          src={picture.url}
          alt={name}
          draggable={false}
          onError={() => setLost(true)}
        />
      </Tooltip>
      <span className={styles.number} aria-hidden="true">
        {number}
      </span>
      <Tooltip label={t("pictures.remove", { number })}>
        <button
          type="button"
          className={styles.remove}
          data-testid="reference-remove"
          aria-label={t("pictures.remove", { number })}
          onClick={onRemove}
        >
          <span className={styles.mark}>
            <Icon of={X} size="tiny" />
          </span>
        </button>
      </Tooltip>
    </li>
  );
}
