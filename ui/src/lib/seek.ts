// Seeks that never queue up: while one runs, only the newest wish is kept. A web view that had to show every
// frame on the way would be seconds behind the pointer.

export type Film = Pick<
  HTMLMediaElement,
  "currentTime" | "seeking" | "addEventListener" | "removeEventListener"
>;

export interface Seeker {
  to(time: number): void;
  /** A wish that has not reached the film yet. */
  readonly wish: number | null;
  end(): void;
}

export function createSeeker(film: Film): Seeker {
  let wish: number | null = null;
  const next = () => {
    if (wish === null || film.seeking) return;
    const time = wish;
    wish = null;
    film.currentTime = time;
  };
  film.addEventListener("seeked", next);
  return {
    to(time) {
      wish = time;
      next();
    },
    get wish() {
      return wish;
    },
    end() {
      wish = null;
      film.removeEventListener("seeked", next);
    },
  };
}
