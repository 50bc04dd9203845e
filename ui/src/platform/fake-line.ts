// The line of those that wait, cards that were put away, and jobs that are added by their number, as the
// core has them.
import type { JobView, Platform } from "./types";

interface Desk {
  jobs(): readonly JobView[];
  put(jobs: JobView[]): void;
  tell(job: JobView): void;
  change(id: string, patch: Partial<JobView>): JobView;
  create(taskNumber: string, model: string, press: string): JobView;
}

/** Those that wait, the next one first. `jobs` are the newest first. */
function line(jobs: readonly JobView[]): JobView[] {
  return jobs
    .filter((job) => job.state === "waiting")
    .reverse()
    .sort((a, b) => a.place - b.place);
}

/** A place before everything that waits. */
export function firstPlace(jobs: readonly JobView[]): number {
  return Math.min(0, line(jobs)[0]?.place ?? 0) - 1;
}

type Commands = Pick<Platform, "jobAdd" | "jobMove" | "queueClear" | "queueBringBack">;

export function fakeLine(desk: Desk): Commands {
  const away = new Map<string, JobView>();
  return {
    jobAdd: async (taskNumber, model, press) => desk.create(taskNumber, model, press),
    jobMove: async (id, before) => {
      const waiting = line(desk.jobs());
      const moved = waiting.find((job) => job.id === id);
      const rest = waiting.filter((job) => job.id !== id);
      const to = before === null ? rest.length : rest.findIndex((job) => job.id === before);
      if (!moved || to < 0) return [];
      rest.splice(to, 0, moved);
      return rest.flatMap((job, at) => {
        const place = at - rest.length;
        return job.place === place ? [] : [desk.change(job.id, { place })];
      });
    },
    queueClear: async (ids) => {
      const ended = (job: JobView) => ["done", "failed", "stopped"].includes(job.state);
      const gone = desk.jobs().filter((job) => ids.includes(job.id) && ended(job));
      for (const job of gone) away.set(job.id, job);
      desk.put(desk.jobs().filter((job) => !gone.includes(job)));
      return gone.map((job) => job.id);
    },
    queueBringBack: async (ids) => {
      const back = ids.flatMap((id) => away.get(id) ?? []);
      desk.put([...back, ...desk.jobs()]);
      for (const job of back) desk.tell(job);
      return back;
    },
  };
}
