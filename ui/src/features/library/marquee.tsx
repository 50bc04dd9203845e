// An area drawn over the wall with the pointer: what it touches is selected. It begins on the ground, between and
// beside the clips, and scrolls on at the edges.
import { type CSSProperties, type RefObject, useEffect, useRef, useState } from "react";
import { type Area, clipsIn, type Row } from "../../lib/justify";
import { hasCommand } from "../../lib/keys";
import { sameIds } from "../../lib/picked";
import { follow } from "./hold";
import styles from "./marquee.module.css";
import type { Selection } from "./use-selection";

/** How near to the edge it begins to scroll, and how fast it gets, per frame. */
const EDGE = 48;
const FASTEST = 24;

interface Props {
  ids: readonly string[];
  rows: readonly Row[];
  selection: Selection;
  box: RefObject<HTMLElement | null>;
  wall: RefObject<HTMLElement | null>;
}

export function Marquee(props: Props) {
  const [area, setArea] = useState<Area | null>(null);
  const now = useRef(props);
  useEffect(() => {
    now.current = props;
  });
  const { box, wall } = props;
  useEffect(() => {
    const view = box.current;
    if (!view) return;
    let drop = () => {};
    const onPointerDown = (event: PointerEvent) => {
      const hung = wall.current;
      if (!hung || event.button !== 0 || event.pointerType === "touch" || !onGround(event, view, hung))
        return;
      drop = drawArea(event, view, hung, now, setArea);
    };
    view.addEventListener("pointerdown", onPointerDown);
    return () => {
      view.removeEventListener("pointerdown", onPointerDown);
      drop();
    };
  }, [box, wall]);
  if (!area) return null;
  const { left, top, right, bottom } = area;
  const place = {
    "--left": `${left}px`,
    "--top": `${top}px`,
    "--width": `${right - left}px`,
    "--height": `${bottom - top}px`,
  } as CSSProperties;
  return <div className={styles.area} data-testid="marquee" style={place} />;
}

/** Not on a clip, not on the bar, and not on the scrollbar. */
function onGround({ target, clientX }: PointerEvent, view: HTMLElement, wall: HTMLElement): boolean {
  const ground =
    target instanceof Element && (target === view || target === wall || target.parentElement === wall);
  return ground && clientX < view.getBoundingClientRect().left + view.clientWidth;
}

function drawArea(
  down: PointerEvent,
  view: HTMLElement,
  wall: HTMLElement,
  now: RefObject<Props>,
  show: (area: Area | null) => void,
): () => void {
  const inWall = ({ clientX, clientY }: { clientX: number; clientY: number }) => {
    const { left, top } = wall.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  };
  const from = inWall(down);
  const adds = hasCommand(down) || down.shiftKey;
  const before = now.current.selection.ids;
  const kept = adds ? before : new Set<string>();
  let pointer = { clientX: down.clientX, clientY: down.clientY };
  let frame = 0;

  const select = () => {
    const to = inWall(pointer);
    const area = {
      left: Math.max(0, Math.min(from.x, to.x)),
      top: Math.max(0, Math.min(from.y, to.y)),
      right: Math.min(wall.clientWidth, Math.max(from.x, to.x)),
      // The area itself must not make the place longer.
      bottom: Math.min(view.scrollHeight - wall.offsetTop, Math.max(from.y, to.y)),
    };
    show(area);
    const { rows, ids, selection } = now.current;
    const touched = clipsIn(rows, area).flatMap((index) => ids[index] ?? []);
    const wanted = new Set([...kept, ...touched]);
    if (!sameIds(wanted, selection.ids)) selection.set(wanted);
  };
  const scrollOn = () => {
    const { top, bottom } = view.getBoundingClientRect();
    const over = Math.max(0, pointer.clientY - (bottom - EDGE)) - Math.max(0, top + EDGE - pointer.clientY);
    if (over !== 0) {
      const was = view.scrollTop;
      view.scrollTop += Math.sign(over) * Math.min(FASTEST, Math.abs(over) / 2);
      if (view.scrollTop !== was) select();
    }
    frame = requestAnimationFrame(scrollOn);
  };
  const over = () => {
    cancelAnimationFrame(frame);
    show(null);
  };
  const leave = follow(down, view, {
    begin: () => {
      frame = requestAnimationFrame(scrollOn);
    },
    move: ({ clientX, clientY }) => {
      pointer = { clientX, clientY };
      select();
    },
    end: (_, moved) => {
      over();
      // A press on the ground lets go of everything.
      if (!moved && !adds) now.current.selection.clear();
    },
    cancel: () => {
      over();
      now.current.selection.set(before);
    },
  });
  return () => {
    leave();
    over();
  };
}
