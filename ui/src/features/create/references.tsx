import { Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Draft } from "../../api/draft";
import { useStudio } from "../../api/hooks";
import { usePlatform } from "../../api/platform";
import { IconButton } from "../../components/button";
import styles from "./references.module.css";
import { Thumb } from "./thumb";

interface Props {
  draft: Draft;
  onChange: (change: (draft: Draft) => Draft) => void;
}

/** The pictures in their order, and the way to more of them. */
export function References({ draft, onChange }: Props) {
  const { t } = useTranslation();
  const platform = usePlatform();
  const preparing = useStudio((studio) => studio.preparing) ?? 0;
  const remove = (id: string) =>
    onChange((now) => ({ ...now, pictures: now.pictures.filter((picture) => picture.id !== id) }));
  return (
    <ul className={styles.references} aria-label={t("pictures.title")}>
      {draft.pictures.map((picture, index) => (
        <Thumb key={picture.id} picture={picture} number={index + 1} onRemove={() => remove(picture.id)} />
      ))}
      {Array.from({ length: preparing }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no other name
        <li key={`preparing-${index}`} className={styles.preparing} />
      ))}
      <li>
        <IconButton
          icon={Plus}
          className={styles.add}
          label={t("pictures.add")}
          data-testid="more-pictures"
          onClick={() => void platform.picturePick().catch(() => {})}
        />
      </li>
    </ul>
  );
}
