// A frame that rests is cut out at once, off the page's own thread.
import { useEffect } from "react";
import { type Draft, uncut } from "../../api/draft";
import { useDraftStore } from "../../api/draft-store";
import { cutFrames } from "../../api/framing";
import { usePlatform } from "../../api/platform";

/** A frame that was not moved for so long rests. */
const REST_MS = 300;

export function useFraming(draft: Draft) {
  const drafts = useDraftStore();
  const platform = usePlatform();
  const wanted = uncut(draft);
  const key = wanted.map(({ id, part }) => `${id} ${Object.values(part).join(" ")}`).join(";");
  useEffect(() => {
    if (key === "") return;
    // What cannot be cut is told at Generate.
    const timer = setTimeout(() => void cutFrames(drafts, platform).catch(() => {}), REST_MS);
    return () => clearTimeout(timer);
  }, [key, drafts, platform]);
}
