// The line of those that wait, as the cards show it: the next one to go stands lowest. Pure.
import type { JobView } from "../../api/types";

/** Its number in the line, from 1; null where it does not wait, or waits alone. */
export function numberIn(line: readonly JobView[], id: string): number | null {
  const at = line.findIndex((job) => job.id === id);
  return at < 0 || line.length < 2 ? null : at + 1;
}

/**
 * Before whom a job stands once it was let go upon another: it takes the other's place. Null is behind all;
 * undefined where nothing changes.
 */
export function movedBefore(line: readonly JobView[], id: string, upon: string): string | null | undefined {
  const from = line.findIndex((job) => job.id === id);
  const to = line.findIndex((job) => job.id === upon);
  if (from < 0 || to < 0 || from === to) return undefined;
  return line[from < to ? to + 1 : to]?.id ?? null;
}
