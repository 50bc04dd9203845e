// Clips that are carried by the pointer: into a collection, or out of the window, where the system carries on.
import { type RefObject, useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";
import { isFar } from "../../api/place";
import type { ClipView } from "../../api/types";
import { number } from "../../lib/format";
import { hasCommand } from "../../lib/keys";
import styles from "./clip-drag.module.css";
import { follow } from "./hold";
import type { Selection } from "./use-selection";

/** So near to the window's edge it is on its way out. */
const OUT = 4;

interface Props {
  clips: readonly ClipView[];
  selection: Selection;
  box: RefObject<HTMLElement | null>;
  /** Let go of over a collection, or (with none) over what makes one. */
  onDrop: (collection: string, ids: string[], over: Element) => void;
  /** The pointer takes them out of the window, still held. */
  onLeave: (ids: string[]) => void;
}

interface Carried {
  ids: string[];
  /** Of the one that was taken hold of. */
  clip: ClipView;
}

export function ClipDrag(props: Props) {
  const { i18n } = useTranslation();
  const [carried, setCarried] = useState<Carried | null>(null);
  const ghost = useRef<HTMLDivElement>(null);
  const now = useRef(props);
  useEffect(() => {
    now.current = props;
  });
  const { box } = props;
  useEffect(() => {
    const view = box.current;
    if (!view) return;
    let drop = () => {};
    const onPointerDown = (event: PointerEvent) => {
      if (event.button !== 0 || event.pointerType === "touch" || hasCommand(event) || event.shiftKey) return;
      const taken = takenBy(event, now.current);
      if (taken) drop = carry(event, view, taken, { now, ghost, show: setCarried });
    };
    view.addEventListener("pointerdown", onPointerDown);
    return () => {
      view.removeEventListener("pointerdown", onPointerDown);
      drop();
    };
  }, [box]);
  if (!carried) return null;
  // On the body: what a place contains cannot follow the pointer out of it.
  return createPortal(
    <div className={styles.ghost} ref={ghost} data-testid="drag-ghost" aria-hidden="true">
      <img className={styles.picture} src={carried.clip.posterUrl} alt="" />
      {carried.ids.length > 1 && (
        <span className={styles.count}>{number(carried.ids.length, i18n.language)}</span>
      )}
    </div>,
    document.body,
  );
}

/** The clip that was pressed; where it is selected, all that are. */
function takenBy({ target }: Event, { clips, selection }: Props): Carried | null {
  const tile =
    target instanceof Element && target.closest("[data-open]")?.closest<HTMLElement>("[data-clip-id]");
  const id = tile ? tile.dataset.clipId : undefined;
  const clip = clips.find((one) => one.id === id);
  // What lies in the trash is brought back first.
  if (!clip || clip.trashed || isFar(clip)) return null;
  return { clip, ids: selection.ids.has(clip.id) ? [...selection.ids] : [clip.id] };
}

interface Stage {
  now: RefObject<Props>;
  ghost: RefObject<HTMLElement | null>;
  show: (carried: Carried | null) => void;
}

function carry(
  down: PointerEvent,
  view: HTMLElement,
  taken: Carried,
  { now, ghost, show }: Stage,
): () => void {
  let over: Element | null = null;
  const mark = (next: Element | null) => {
    if (over === next) return;
    over?.removeAttribute("data-over");
    next?.setAttribute("data-over", "true");
    over = next;
  };
  const end = () => {
    mark(null);
    show(null);
  };
  const leave = follow(down, view, {
    begin: () => show(taken),
    move: (event) => {
      if (isOut(event)) {
        leave();
        end();
        const there = present(taken.ids, now.current);
        if (there.length > 0) now.current.onLeave(there);
        return;
      }
      place(ghost.current, event);
      mark(targetAt(event));
    },
    end: (_, moved) => {
      const target = over;
      end();
      if (!moved || !target) return;
      now.current.onDrop(target.getAttribute("data-collection-id") ?? "", taken.ids, target);
    },
    cancel: end,
  });
  return () => {
    leave();
    end();
  };
}

/** Without those whose files are not there: there is nothing to take out. */
function present(ids: readonly string[], { clips, selection }: Props): string[] {
  const missing = new Set([
    ...clips.filter((one) => one.missing).map(({ id }) => id),
    ...selection.known.filter((one) => one.clip.missing).map(({ id }) => id),
  ]);
  return ids.filter((id) => !missing.has(id));
}

function isOut({ clientX, clientY }: PointerEvent): boolean {
  return (
    clientX <= OUT ||
    clientY <= OUT ||
    clientX >= window.innerWidth - OUT ||
    clientY >= window.innerHeight - OUT
  );
}

const targetAt = ({ clientX, clientY }: PointerEvent) =>
  document.elementFromPoint(clientX, clientY)?.closest("[data-collection-id]") ?? null;

function place(ghost: HTMLElement | null, { clientX, clientY }: PointerEvent) {
  ghost?.style.setProperty("--left", `${clientX}px`);
  ghost?.style.setProperty("--top", `${clientY}px`);
}
