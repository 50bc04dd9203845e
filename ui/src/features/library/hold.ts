// A pointer that is held and moved: the one thing that an area and a drag have in common.

/** A press that moves so far is meant to move; anything less is a click. */
const FAR = 5;

export interface Hold {
  /** It has moved far enough. */
  begin: (event: PointerEvent) => void;
  move: (event: PointerEvent) => void;
  /** It was let go of; `moved` is false where it never went far. */
  end: (event: PointerEvent, moved: boolean) => void;
  /** Taken back: by Esc, by the system, or because the window lost it. */
  cancel: () => void;
}

/** Follows the pointer from here on. The answer lets go of it, without another word. */
export function follow(down: PointerEvent, by: Element, { begin, move, end, cancel }: Hold): () => void {
  const stop = new AbortController();
  const options = { signal: stop.signal };
  let moved = false;
  const leave = () => {
    stop.abort();
    if (!moved) return;
    // What the pointer is let go over was not pressed.
    const swallow = (event: Event) => {
      event.preventDefault();
      event.stopPropagation();
    };
    addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => removeEventListener("click", swallow, { capture: true }));
  };
  const give = () => {
    leave();
    if (moved) cancel();
  };
  addEventListener(
    "pointermove",
    (event) => {
      if (event.pointerId !== down.pointerId) return;
      if (!moved && Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) < FAR) return;
      if (!moved) {
        moved = true;
        // From now on it is told of the pointer also outside of the window.
        if (by.isConnected) by.setPointerCapture?.(down.pointerId);
        begin(event);
      }
      if (!stop.signal.aborted) move(event);
    },
    options,
  );
  addEventListener(
    "pointerup",
    (event) => {
      if (event.pointerId !== down.pointerId) return;
      leave();
      end(event, moved);
    },
    options,
  );
  addEventListener("pointercancel", give, options);
  // Words that the pointer passes are not being marked.
  addEventListener("selectstart", (event) => event.preventDefault(), options);
  addEventListener("blur", give, options);
  addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape" || !moved) return;
      event.preventDefault();
      event.stopPropagation();
      give();
    },
    { ...options, capture: true },
  );
  return leave;
}
