import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PictureView } from "../../api/types";
import styles from "./references.module.css";

interface Props {
  picture: PictureView;
  number: number;
  onRemove: () => void;
  children: ReactNode;
}

export function Thumb({ picture, number, onRemove, children }: Props) {
  const { t } = useTranslation();
  const [lost, setLost] = useState(false);
  const name = t("pictures.number", { number, name: picture.name });
  return (
    <li
      className={styles.thumb}
      data-testid="reference"
      data-lost={lost}
      title={lost ? t("pictures.lost") : name}
    >
      <img src={picture.url} alt={lost ? t("pictures.lost") : name} onError={() => setLost(true)} />
      <span className={styles.number} aria-hidden="true">
        {number}
      </span>
      <button
        type="button"
        className={styles.remove}
        data-testid="reference-remove"
        aria-label={t("pictures.remove", { number })}
        title={t("pictures.remove", { number })}
        onClick={onRemove}
      >
        {children}
      </button>
    </li>
  );
}
