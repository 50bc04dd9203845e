import {
  type Announcements,
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import { rectSortingStrategy, SortableContext, sortableKeyboardCoordinates } from "@dnd-kit/sortable";
import { Plus } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { type Draft, frameOf, withoutPicture, withPictureAt } from "../../api/draft";
import { useStudio } from "../../api/hooks";
import { isHint, roleOf } from "../../api/model-fit";
import { usePlatform } from "../../api/platform";
import type { ModelView, PictureView } from "../../api/types";
import type { MessageKey } from "../../api/words";
import { IconButton } from "../../components/button";
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

/** A press that moves so far is a drag; anything less is a click. */
const DRAG_PX = 4;

/** The pictures in their order, which the pointer and the keyboard change, and the way to more of them. */
export function References({ draft, model, selected, onSelect, onChange }: Props) {
  const { t } = useTranslation();
  const platform = usePlatform();
  const preparing = useStudio((studio) => studio.preparing) ?? 0;
  const { pictures } = draft;
  const ids = pictures.map((picture) => picture.id);
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: DRAG_PX } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const announcements = useAnnouncements(pictures);
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
  const moved = ({ active, over }: DragEndEvent) => {
    if (!over || active.id === over.id) return;
    onChange((now) => {
      const picture = now.pictures.find((one) => one.id === active.id);
      const at = now.pictures.findIndex((one) => one.id === over.id);
      return picture && at >= 0 ? withPictureAt(withoutPicture(now, picture.id), picture, at) : now;
    });
  };

  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      accessibility={{ announcements, screenReaderInstructions: { draggable: t("pictures.moveHow") } }}
      onDragEnd={moved}
    >
      <ul className={styles.references} aria-label={t("pictures.title")}>
        <SortableContext items={ids} strategy={rectSortingStrategy}>
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
        </SortableContext>
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
    </DndContext>
  );
}

/** What a screen reader hears while a picture is moved, in the page's language. */
function useAnnouncements(pictures: readonly PictureView[]): Announcements {
  const { t } = useTranslation();
  return useMemo(() => {
    const ids = pictures.map((picture) => picture.id);
    const place = (id: string | number) => ids.indexOf(String(id)) + 1;
    const all = { count: ids.length };
    // Where it was taken it lies at once, and that was said.
    let last = 0;
    return {
      onDragStart: ({ active }) => {
        last = place(active.id);
        return t("pictures.moveTaken", { number: last, ...all });
      },
      onDragOver: ({ over }) => {
        if (!over || place(over.id) === last) return;
        last = place(over.id);
        return t("pictures.moveOver", { number: last, ...all });
      },
      onDragEnd: ({ over }) =>
        over ? t("pictures.moveDone", { number: place(over.id), ...all }) : undefined,
      onDragCancel: ({ active }) => t("pictures.moveNot", { number: place(active.id), ...all }),
    };
  }, [pictures, t]);
}
