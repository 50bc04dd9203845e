// The one thing that is said above the cards, and which cards need not say it again. Pure.
import { isElsewhere } from "../../api/job";
import type { JobNote, JobView, OldJobsView, QueuePause, QueueView } from "../../api/types";
import { sharedHold } from "./hold";

export type Banner =
  | { kind: "paused"; why: QueuePause }
  | { kind: "old"; old: OldJobsView }
  | { kind: "held"; note: JobNote }
  | { kind: "note"; note: JobNote };

/** First what may have been paid already, then what asks for a word, then what helps, then what was wished. */
export function bannerOf(
  { paused, old, held }: QueueView,
  jobs: readonly JobView[],
  address: string,
): Banner | null {
  if (paused !== null && paused !== "asked") return { kind: "paused", why: paused };
  if (old) return { kind: "old", old };
  if (held) return { kind: "held", note: held };
  if (paused) return { kind: "paused", why: paused };
  const note = sharedHold(jobs.filter((job) => !lacksItsOwnKey(job, address)));
  return note && { kind: "note", note };
}

/** The key of another service is told on the card, with that service's name. */
const lacksItsOwnKey = (job: JobView, address: string) =>
  job.note === "keyNeeded" && isElsewhere(job, address);

/** Whether the banner, or the one that comes after it, says what the card would say. */
export function isSaidAbove(banner: Banner | null, queue: QueueView, job: JobView, address: string): boolean {
  if (banner === null || job.note === null) return false;
  if (job.state === "waiting") {
    const first = banner.kind === "paused" && banner.why !== "asked";
    if (first && job.note === "waitedLong") return true;
    if (job.note === queue.held) return true;
  }
  switch (banner.kind) {
    case "paused":
      return false;
    case "old":
      return banner.old.ids.includes(job.id);
    case "held":
      return job.state === "waiting" && job.note === banner.note;
    case "note":
      return job.note === banner.note && !lacksItsOwnKey(job, address);
  }
}
