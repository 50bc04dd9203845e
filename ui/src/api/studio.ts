// The snapshot and the events upon it. Pure: what is older never overwrites what is newer.
import type { AppState, DragView, JobView, RecalledClip, StudioEvent } from "../platform/types";

export interface Studio {
  app: AppState;
  /** The last revision applied, by subject: events of one change may share a revision. */
  seen: Readonly<Record<string, number>>;
  dragOver: boolean;
  /** What is dragged; null until it is known. */
  dragged: DragView | null;
  /** Pictures under preparation. */
  preparing: number;
  /** How often something was dropped or picked, so that the page can turn to where it landed. */
  drops: number;
  /** What the last dropped clip of ours tells, and how many were dropped: the same one may be dropped again. */
  recalled: { clip: RecalledClip; number: number } | null;
}

export function openStudio(app: AppState): Studio {
  const fresh = { seen: {}, dragOver: false, dragged: null, preparing: 0, drops: 0, recalled: null };
  return { app: { ...app, jobs: newestFirst(app.jobs) }, ...fresh };
}

export function applyEvent(studio: Studio, event: StudioEvent): Studio {
  switch (event.type) {
    case "drag":
      return { ...studio, dragOver: event.over, dragged: event.over ? event.what : null };
    case "preparing":
      return { ...studio, preparing: event.count };
    case "pictures":
      return { ...studio, dragOver: false, dragged: null, drops: studio.drops + 1 };
    case "recalled":
      return {
        ...{ ...studio, dragOver: false, dragged: null },
        recalled: { clip: event.clip, number: (studio.recalled?.number ?? 0) + 1 },
      };
    case "library":
    case "record":
      return studio;
    case "job":
      return ifNewer(studio, `job:${event.job.id}`, event.revision, (app) => ({
        ...app,
        jobs: withJob(app.jobs, event.job),
      }));
    case "settings":
      return ifNewer(studio, "settings", event.revision, (app) => ({ ...app, settings: event.settings }));
    case "account":
      return ifNewer(studio, "account", event.revision, (app) => ({ ...app, account: event.account }));
    case "queue":
      return ifNewer(studio, "queue", event.revision, (app) => ({ ...app, queue: event.queue }));
    case "models":
      return ifNewer(studio, "models", event.revision, (app) => ({
        ...app,
        models: event.models,
        modelsFault: event.fault,
      }));
  }
}

function ifNewer(
  studio: Studio,
  subject: string,
  revision: number,
  change: (app: AppState) => AppState,
): Studio {
  const last = studio.seen[subject] ?? studio.app.revision;
  if (revision <= last) return studio;
  return { ...studio, seen: { ...studio.seen, [subject]: revision }, app: change(studio.app) };
}

/**
 * A command's answer about a job carries no revision. It counts only where no event has spoken about that
 * job since the command left; otherwise the event is the newer of the two.
 */
export function applyAnswer(studio: Studio, before: JobView | undefined, answer: JobView): Studio {
  const now = studio.app.jobs.find((job) => job.id === answer.id);
  if (now !== undefined && now !== before) return studio;
  return { ...studio, app: { ...studio.app, jobs: withJob(studio.app.jobs, answer) } };
}

export function withJob(jobs: readonly JobView[], job: JobView): JobView[] {
  const known = jobs.find((other) => other.id === job.id);
  if (!known) return newestFirst([job, ...jobs]);
  const next = jobs.map((other) => (other.id === job.id ? job : other));
  // Only what concerns the line can change the order.
  const stands = known.place === job.place && (known.state === "waiting") === (job.state === "waiting");
  return stands ? next : newestFirst(next);
}

/** What stands in the line, the next one first. What brings its pictures away has its turn already. */
export function inLine(jobs: readonly JobView[]): JobView[] {
  return jobs.filter((job) => job.state === "waiting" && job.note !== "uploading").reverse();
}

/** As it will be once the studio has put a job before another in the line, or behind all. */
export function movedInLine(jobs: readonly JobView[], id: string, before: string | null): JobView[] {
  const line = inLine(jobs);
  const moved = line.find((job) => job.id === id);
  const rest = line.filter((job) => job.id !== id);
  const to = before === null ? rest.length : rest.findIndex((job) => job.id === before);
  if (!moved || to < 0) return [...jobs];
  rest.splice(to, 0, moved);
  // As the studio counts them, so that its answer changes nothing.
  const places = new Map(rest.map((job, at) => [job.id, at - rest.length]));
  return newestFirst(jobs.map((job) => ({ ...job, place: places.get(job.id) ?? job.place })));
}

/** As it was before `moved`, where nothing came of it; what has changed since stays. */
export function movedBack(
  jobs: readonly JobView[],
  was: readonly JobView[],
  moved: readonly JobView[],
): JobView[] {
  const placeIn = (of: readonly JobView[], id: string) => of.find((job) => job.id === id)?.place;
  return newestFirst(
    jobs.map((job) =>
      job.place === placeIn(moved, job.id) ? { ...job, place: placeIn(was, job.id) ?? job.place } : job,
    ),
  );
}

/** Cards that were put away. */
export function withoutJobs(studio: Studio, ids: readonly string[]): Studio {
  const jobs = studio.app.jobs.filter((job) => !ids.includes(job.id));
  return { ...studio, app: { ...studio.app, jobs } };
}

/**
 * The newest first; those that wait stand among themselves in the order of the line, the next one lowest, just
 * above what is being made. Stable: jobs of one press keep the order they came in.
 */
function newestFirst(jobs: readonly JobView[]): JobView[] {
  const sorted = [...jobs].sort((a, b) => b.createdAtMs - a.createdAtMs);
  const line = sorted.filter((job) => job.state === "waiting").sort((a, b) => b.place - a.place);
  return sorted.map((job) => (job.state === "waiting" ? (line.shift() ?? job) : job));
}
