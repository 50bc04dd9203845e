// Things that change places by pointer and by keyboard, with every move told to a screen reader.
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
import { useSteady } from "./use-steady";

/** A place from 1, among so many. */
export interface Place {
  number: number;
  count: number;
}

/** What is said of a move; the same object while the language is the same. */
export interface MoveWords {
  /** How to move a thing by keyboard. */
  how: string;
  taken: (place: Place) => string;
  over: (place: Place) => string;
  done: (place: Place) => string;
  /** It lies where it lay. */
  not: (place: Place) => string;
}

interface Props {
  /** In their order; the first has number 1. */
  ids: readonly string[];
  /** They stand the other way round on the page. */
  reversed?: boolean;
  words: MoveWords;
  /** One was let go upon another, whose place it takes. */
  onMove: (id: string, upon: string) => void;
  children: ReactNode;
}

// Outside, so that they stay the same: with other ones every thing would be drawn again.
/** A press that moves so far is a drag; anything less is a click. */
const byPointer = { activationConstraint: { distance: 4 } };
const byKeyboard = { coordinateGetter: sortableKeyboardCoordinates };

export function Reorder({ ids, reversed = false, words, onMove, children }: Props) {
  // The same list while the order is the same: every thing listens to it.
  const key = ids.join(" ");
  const order = useMemo(() => (key === "" ? [] : key.split(" ")), [key]);
  const shown = useMemo(() => (reversed ? [...order].reverse() : order), [order, reversed]);
  const sensors = useSensors(useSensor(PointerSensor, byPointer), useSensor(KeyboardSensor, byKeyboard));
  const announcements = useAnnouncements(order, words);
  const moved = useSteady(({ active, over }: DragEndEvent) => {
    if (over && over.id !== active.id) onMove(String(active.id), String(over.id));
  });
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      accessibility={{ announcements, screenReaderInstructions: { draggable: words.how } }}
      onDragEnd={moved}
    >
      <SortableContext items={shown} strategy={rectSortingStrategy}>
        {children}
      </SortableContext>
    </DndContext>
  );
}

function useAnnouncements(order: readonly string[], words: MoveWords): Announcements {
  return useMemo(() => {
    const placeOf = (id: string | number) => ({ number: order.indexOf(String(id)) + 1, count: order.length });
    // Where it was taken it lies at once, and that was said.
    let last = 0;
    return {
      onDragStart: ({ active }) => {
        last = placeOf(active.id).number;
        return words.taken(placeOf(active.id));
      },
      onDragOver: ({ over }) => {
        if (!over || placeOf(over.id).number === last) return;
        last = placeOf(over.id).number;
        return words.over(placeOf(over.id));
      },
      onDragEnd: ({ over }) => (over ? words.done(placeOf(over.id)) : undefined),
      onDragCancel: ({ active }) => words.not(placeOf(active.id)),
    };
  }, [order, words]);
}
