// What every film of the page has in common, whoever shows it.

/** Gives decoder and connection back at once, not when the collector comes by. */
export function letGo(film: HTMLMediaElement) {
  film.pause();
  film.removeAttribute("src");
  film.load();
}
