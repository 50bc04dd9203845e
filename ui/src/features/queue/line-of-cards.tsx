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
import { type ReactNode, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useJobs } from "../../api/hooks";
import type { JobView } from "../../api/types";
import { useErrorWords } from "../../api/use-error-words";
import { say } from "../../components/toasts";
import { useSteady } from "../../components/use-steady";
import { movedBefore } from "./line";

interface Props {
  /** Those that wait, the next one first. */
  line: readonly JobView[];
  className: string | undefined;
  children: ReactNode;
}

// Outside, so that they stay the same: with other ones every card would be drawn again.
/** A press that moves so far is a drag; anything less is a click. */
const byPointer = { activationConstraint: { distance: 4 } };
const byKeyboard = { coordinateGetter: sortableKeyboardCoordinates };

/** The list of cards, in which those that wait change places by pointer and by keyboard. */
export function Line({ line, className, children }: Props) {
  const { t } = useTranslation();
  const jobs = useJobs();
  const errorWords = useErrorWords();
  // The same lists while the line is the same: every card listens to them.
  const key = line.map((job) => job.id).join(" ");
  const ids = useMemo(() => (key === "" ? [] : key.split(" ")), [key]);
  // As the cards stand: the next one lowest.
  const shown = useMemo(() => [...ids].reverse(), [ids]);
  const sensors = useSensors(useSensor(PointerSensor, byPointer), useSensor(KeyboardSensor, byKeyboard));
  const announcements = useAnnouncements(ids);
  const moved = useSteady(({ active, over }: DragEndEvent) => {
    const before = over ? movedBefore(line, String(active.id), String(over.id)) : undefined;
    if (before === undefined) return;
    jobs.move(String(active.id), before).catch((thrown: unknown) => say(errorWords(thrown)));
  });
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      accessibility={{ announcements, screenReaderInstructions: { draggable: t("queue.moveHow") } }}
      onDragEnd={moved}
    >
      <SortableContext items={shown} strategy={rectSortingStrategy}>
        <ul className={className}>{children}</ul>
      </SortableContext>
    </DndContext>
  );
}

/** What a screen reader hears while a job is moved, in the page's language. */
function useAnnouncements(ids: readonly string[]): Announcements {
  const { t } = useTranslation();
  return useMemo(() => {
    const place = (id: string | number) => ids.indexOf(String(id)) + 1;
    const all = { count: ids.length };
    // Where it was taken it lies at once, and that was said.
    let last = 0;
    return {
      onDragStart: ({ active }) => {
        last = place(active.id);
        return t("queue.moveTaken", { number: last, ...all });
      },
      onDragOver: ({ over }) => {
        if (!over || place(over.id) === last) return;
        last = place(over.id);
        return t("queue.moveOver", { number: last, ...all });
      },
      onDragEnd: ({ over }) => (over ? t("queue.moveDone", { number: place(over.id), ...all }) : undefined),
      onDragCancel: ({ active }) => t("queue.moveNot", { number: place(active.id), ...all }),
    };
  }, [ids, t]);
}
