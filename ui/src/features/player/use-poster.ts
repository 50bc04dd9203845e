// A poster for a clip that the app itself cannot decode: the window can, so it draws one once and hands it over.
import { type RefObject, useEffect } from "react";
import { useFilmActions } from "../../api/film";
import type { ClipView } from "../../api/types";

/** As wide or as high as a tile ever is, px. */
const LONG_SIDE = 960;
const QUALITY = 0.85;

export function usePoster(video: RefObject<HTMLVideoElement | null>, { id, missing, posterUrl }: ClipView) {
  const film = useFilmActions();
  useEffect(() => {
    const element = video.current;
    if (!element || missing) return;
    const leave = new AbortController();
    const probe = new Image();
    const draw = async () => {
      const jpeg = await firstFrame(element);
      // Whoever left in the meantime has taken the picture away.
      if (jpeg && !leave.signal.aborted) await film.poster(id, jpeg).catch(() => {});
    };
    const once = { once: true, signal: leave.signal };
    probe.addEventListener(
      "error",
      () => {
        if (element.readyState >= element.HAVE_CURRENT_DATA) void draw();
        else element.addEventListener("loadeddata", () => void draw(), once);
      },
      once,
    );
    probe.src = posterUrl;
    return () => {
      leave.abort();
      probe.removeAttribute("src");
    };
  }, [video, id, missing, posterUrl, film]);
}

async function firstFrame(film: HTMLVideoElement): Promise<number[] | null> {
  const { videoWidth, videoHeight } = film;
  const scale = Math.min(1, LONG_SIDE / Math.max(videoWidth, videoHeight));
  const paper = document.createElement("canvas");
  paper.width = Math.round(videoWidth * scale);
  paper.height = Math.round(videoHeight * scale);
  paper.getContext("2d")?.drawImage(film, 0, 0, paper.width, paper.height);
  const blob = await new Promise<Blob | null>((done) => paper.toBlob(done, "image/jpeg", QUALITY));
  return blob ? Array.from(new Uint8Array(await blob.arrayBuffer())) : null;
}
