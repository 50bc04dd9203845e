// What holds jobs up. What holds several is said once, above them; what holds one is said on its card.
import type { JobNote, JobView } from "../../api/types";

/** Notes about the world rather than about the job itself. */
const shared = new Set<JobNote>([
  "offline",
  "rateLimited",
  "diskFull",
  "folderMissing",
  "folderReadOnly",
  "keyNeeded",
  "keyOther",
  "keyRefused",
  "creditEmpty",
  "practiceOff",
  "proxyRefused",
]);

export const isShared = (note: JobNote) => shared.has(note);

/** The one thing that holds up the most jobs, if it is more than one; of equals, the newest job's. */
export function sharedHold(jobs: readonly JobView[]): JobNote | null {
  const counts = new Map<JobNote, number>();
  for (const { note } of jobs)
    if (note !== null && shared.has(note)) counts.set(note, (counts.get(note) ?? 0) + 1);
  let most: JobNote | null = null;
  for (const [note, count] of counts)
    if (count > 1 && count > (most === null ? 0 : (counts.get(most) ?? 0))) most = note;
  return most;
}
