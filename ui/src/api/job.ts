// What can be read off a job, for the queue and the stage alike. Pure: "now" is always passed in.
import { approach, told } from "../lib/time";
import type { JobState, JobView } from "../platform/types";

const moving = new Set<JobState>(["sending", "making", "saving"]);

/** Something is being done for it at this moment, here or at the service. */
export const isMoving = (job: JobView) => moving.has(job.state);

/** It still has a way to go, and goes it by itself. */
export const isUnderWay = (job: JobView) => job.state === "waiting" || isMoving(job);

/** Its usual time says something about it: it is on its way, and nothing out of the ordinary holds it up. */
export const isTimed = (job: JobView) =>
  (job.state === "sending" || job.state === "making") && (job.note === null || job.note === "uploading");

/** Nothing more happens to it unless a person asks. */
export const hasEnded = (job: JobView) => ["done", "failed", "stopped"].includes(job.state);

/** It belongs to another service than the one that new jobs go to. */
export const isElsewhere = (job: JobView, address: string) => !job.practice && job.origin !== address;

/** A service's name, as people know it from its address. */
export function hostOf(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).host : origin;
}

export function elapsedMs(job: JobView, now: number): number {
  // A lost clip that is had again keeps the times of its making.
  return Math.max(0, (job.endedAtMs ?? now) - (job.sentAtMs ?? job.createdAtMs));
}

/** How far it seems to be, 0 to 1: what the service tells, else what its usual time makes likely. */
export function shareDone(job: JobView, now: number): number {
  return job.progress === null ? approach(job.typicalMs, elapsedMs(job, now)) : told(job.progress);
}
