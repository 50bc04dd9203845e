import { useSortable } from "@dnd-kit/sortable";
import { CSS } from "@dnd-kit/utilities";
import { X } from "lucide-react";
import { type CSSProperties, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PictureView } from "../../api/types";
import { Icon } from "../../components/icon";
import { Tooltip } from "../../components/tooltip";
import styles from "./references.module.css";

interface Props {
  picture: PictureView;
  number: number;
  /** What it is to the model, in words; null where nobody knows. */
  role: string | null;
  /** The same in a word that fits onto the picture; null where it needs none. */
  mark: string | null;
  /** It is that, but nobody promises it. */
  usually: boolean;
  /** There are others to change places with. */
  movable: boolean;
  /** It is the one on the stage. */
  selected: boolean;
  /** What is sent in its place. */
  framed: PictureView | null;
  onSelect: () => void;
  onRemove: () => void;
}

export function Thumb({
  picture,
  number,
  role,
  mark,
  usually,
  movable,
  selected,
  framed,
  onSelect,
  onRemove,
}: Props) {
  const { t } = useTranslation();
  const [lost, setLost] = useState(false);
  const { setNodeRef, setActivatorNodeRef, attributes, listeners, transform, transition, isDragging } =
    useSortable({
      id: picture.id,
      disabled: !movable,
      attributes: { roleDescription: t("pictures.movable") },
    });
  const called =
    picture.name === ""
      ? t("pictures.numberPasted", { number })
      : t("pictures.number", { number, name: picture.name });
  const meant = usually ? "pictures.withRoleUsually" : "pictures.withRole";
  const known = role === null ? called : t(meant, { picture: called, role });
  const name = lost ? t("pictures.lost") : known;
  const image = (
    <img
      className={styles.picture}
      src={framed?.url ?? picture.url}
      alt={movable ? "" : name}
      draggable={false}
      onError={() => setLost(true)}
    />
  );
  return (
    <li
      ref={setNodeRef}
      className={styles.thumb}
      data-testid="reference"
      data-lost={lost}
      data-moving={isDragging}
      data-slides={!isDragging && transition !== undefined}
      style={{ "--moved": CSS.Translate.toString(transform) } as CSSProperties}
    >
      <Tooltip label={name}>
        {movable ? (
          <button
            type="button"
            ref={setActivatorNodeRef}
            className={styles.hold}
            data-testid="reference-hold"
            {...attributes}
            {...listeners}
            aria-label={name}
            aria-current={selected || undefined}
            // Keys that press it take it in hand: going there is what chooses it.
            onFocus={onSelect}
            onClick={onSelect}
          >
            {image}
          </button>
        ) : (
          image
        )}
      </Tooltip>
      <span className={styles.number} aria-hidden="true">
        {number}
        {mark !== null && (
          <span className={styles.role} data-testid="reference-role">
            {mark}
          </span>
        )}
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
