/** The longest edge of a drawn picture, as of those that the core draws. */
const EDGE = 640;
const QUALITY = 0.85;
/** Where a film does not come for so long, the next one has its turn. */
const PATIENCE_MS = 10_000;

/** The first frame of a film as a JPEG; null where it cannot be decoded, `left` where nobody waits any more. */
export async function drawPoster(videoUrl: string, signal: AbortSignal): Promise<Blob | null | "left"> {
  const film = document.createElement("video");
  // Without it a canvas that the film was drawn upon could not be read.
  film.crossOrigin = "anonymous";
  film.muted = true;
  film.preload = "auto";
  film.playsInline = true;
  try {
    film.src = videoUrl;
    await heard(film, "loadeddata", signal);
    // Some web views show a frame only once they were asked for one.
    film.currentTime = Math.min(0.001, film.duration || 0);
    await heard(film, "seeked", signal);
    return await pictureOf(film);
  } catch {
    return signal.aborted ? "left" : null;
  } finally {
    film.removeAttribute("src");
    film.load();
  }
}

function heard(film: HTMLVideoElement, name: "loadeddata" | "seeked", signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = new AbortController();
    const settle = (done: () => void) => () => {
      end.abort();
      clearTimeout(timer);
      done();
    };
    const fail = settle(() => reject(new Error("no frame")));
    const timer = setTimeout(fail, PATIENCE_MS);
    film.addEventListener(name, settle(resolve), { signal: end.signal });
    film.addEventListener("error", fail, { signal: end.signal });
    signal.addEventListener("abort", fail, { signal: end.signal });
    if (signal.aborted) fail();
  });
}

function pictureOf(film: HTMLVideoElement): Promise<Blob | null> {
  const { videoWidth, videoHeight } = film;
  const scale = Math.min(1, EDGE / Math.max(videoWidth, videoHeight));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(videoWidth * scale);
  canvas.height = Math.round(videoHeight * scale);
  const paper = canvas.getContext("2d");
  if (!paper || canvas.width === 0 || canvas.height === 0) return Promise.resolve(null);
  paper.drawImage(film, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
}
