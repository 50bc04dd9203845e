import { Plus } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { type Draft, frameOf, withoutPicture, withPictureAt } from "../../api/draft";
import { useStudio } from "../../api/hooks";
import { isHint, roleOf } from "../../api/model-fit";
import { usePlatform } from "../../api/platform";
import type { ModelView } from "../../api/types";
import type { MessageKey } from "../../api/words";
import { IconButton } from "../../components/button";
import { type MoveWords, Reorder } from "../../components/reorder";
import { say } from "../../components/toasts";
import styles from "./references.module.css";
import { Thumb } from "./thumb";

interface Props {
  draft: Draft;
  model: ModelView | null;
  /** The picture on the stage. */
  selected: string | null;
  onSelect: (id: string) => void;
  onChange: (change: (draft: Draft) => Draft) => void;
}

const roleWords = {
  first: "pictures.first",
  last: "pictures.last",
  reference: "pictures.reference",
} as const satisfies Record<string, MessageKey>;

const roleMarks = { first: "pictures.firstMark", last: "pictures.lastMark" } as const;

/** The pictures in their order, which the pointer and the keyboard change, and the way to more of them. */
export function References({ draft, model, selected, onSelect, onChange }: Props) {
  const { t } = useTranslation();
  const platform = usePlatform();
  const preparing = useStudio((studio) => studio.preparing) ?? 0;
  const { pictures } = draft;
  const ids = pictures.map((picture) => picture.id);
  const moveWords = useMemo<MoveWords>(
    () => ({
      how: t("pictures.moveHow"),
      taken: (place) => t("pictures.moveTaken", { ...place }),
      over: (place) => t("pictures.moveOver", { ...place }),
      done: (place) => t("pictures.moveDone", { ...place }),
      not: (place) => t("pictures.moveNot", { ...place }),
    }),
    [t],
  );
  const role = (at: number) => roleOf(model, at, pictures.length);
  const words = (known: ReturnType<typeof role>) => known && t(roleWords[known]);
  const mark = (known: ReturnType<typeof role>) =>
    known === "first" || known === "last" ? t(roleMarks[known]) : null;

  const remove = (id: string) => {
    const at = ids.indexOf(id);
    const picture = pictures[at];
    if (!picture) return;
    onChange((now) => withoutPicture(now, id));
    say(t("pictures.removed", { number: at + 1 }), {
      label: t("app.undo"),
      run: () => onChange((now) => withPictureAt(now, picture, at)),
    });
  };
  const move = (id: string, upon: string) =>
    onChange((now) => {
      const picture = now.pictures.find((one) => one.id === id);
      const at = now.pictures.findIndex((one) => one.id === upon);
      return picture && at >= 0 ? withPictureAt(withoutPicture(now, id), picture, at) : now;
    });

  return (
    <Reorder ids={ids} words={moveWords} onMove={move}>
      <ul className={styles.references} aria-label={t("pictures.title")}>
        {pictures.map((picture, index) => (
          <Thumb
            key={picture.id}
            picture={picture}
            number={index + 1}
            role={words(role(index))}
            mark={mark(role(index))}
            usually={model !== null && isHint(model, "roles")}
            movable={pictures.length > 1}
            selected={picture.id === selected}
            framed={frameOf(draft, picture.id)?.cut ?? null}
            onSelect={() => onSelect(picture.id)}
            onRemove={() => remove(picture.id)}
          />
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
    </Reorder>
  );
}
