// Cutting frames out of pictures: begun when a frame rests, so that Generate has nothing to wait for, and
// finished before anything is sent in any case.
import type { Platform } from "../platform/types";
import { frameOf, uncut, withFrame } from "./draft";
import type { DraftStore } from "./draft-store";

/** Cuts out what is not cut yet. Fails with the first CommandError; what was cut until then stays. */
export async function cutFrames(drafts: DraftStore, platform: Platform): Promise<void> {
  for (const { id, part } of uncut(drafts.get())) {
    const cut = await platform.pictureCrop(id, part);
    drafts.update((draft) =>
      // It may have been moved on meanwhile.
      frameOf(draft, id)?.part === part ? withFrame(draft, id, { part, cut }) : draft,
    );
  }
}
