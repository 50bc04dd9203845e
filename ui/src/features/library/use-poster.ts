// The picture of a clip. Where the core has none, since it cannot decode the film, the page draws one and hands it
// over, so that this happens once.
import { useEffect, useState } from "react";
import { usePlatform } from "../../api/platform";
import type { ClipView } from "../../api/types";
import { drawPoster } from "./draw-poster";

/** What was drawn since the start, by the clip; null where the page cannot decode the film either. */
const drawn = new Map<string, string | null>();
/** The core has those that are let go of, and gives them out like its own. */
const KEPT = 200;
/** One film at a time: decoders are few, and what plays comes first. */
let line: Promise<unknown> = Promise.resolve();

/** The address of the picture; null where there is none. */
export function usePoster({ id, posterUrl, videoUrl, missing }: ClipView) {
  const platform = usePlatform();
  const [broken, setBroken] = useState<string | null>(null);
  const [, setDrawn] = useState(0);
  const fails = broken === posterUrl;
  useEffect(() => {
    if (!fails || missing || drawn.has(id)) return;
    const left = new AbortController();
    const turn = line.then(async () => {
      if (left.signal.aborted || drawn.has(id)) return;
      const picture = await drawPoster(videoUrl, left.signal);
      if (picture === "left") return;
      keep(id, picture && URL.createObjectURL(picture));
      setDrawn((times) => times + 1);
      if (picture) {
        const bytes = new Uint8Array(await picture.arrayBuffer());
        // Where it cannot be kept it is drawn again after the next start.
        await platform.clipPoster(id, [...bytes]).catch(() => {});
      }
    });
    line = turn.catch(() => {});
    return () => left.abort();
  }, [fails, missing, id, videoUrl, platform]);
  return { url: fails ? (drawn.get(id) ?? null) : posterUrl, onError: () => setBroken(posterUrl) };
}

function keep(id: string, url: string | null) {
  drawn.set(id, url);
  for (const [oldest, address] of drawn) {
    if (drawn.size <= KEPT) break;
    drawn.delete(oldest);
    if (address !== null) URL.revokeObjectURL(address);
  }
}
