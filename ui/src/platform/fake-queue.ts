// The states of the queue as a whole, and of jobs that belong to another key or service. Drawn with the
// sketches of fake-states.ts, which names them.
import type { FakeStart, Sketch } from "./fake-sketch";
import type { AppState, JobView, QueuePause } from "./types";

const MINUTE = 60_000;

type States = Record<string, (start: FakeStart) => void>;

export function queueStates(sketch: (of: Sketch) => JobView, paid: (state: AppState) => void): States {
  /** The whole queue stands still; a job that was sent goes on all the same. */
  const paused = (start: FakeStart, why: QueuePause) => {
    paid(start.state);
    start.state.queue.paused = why;
    start.state.jobs = [
      sketch({ state: "waiting", prompt: 1, age: 40_000 }),
      sketch({ state: "waiting", prompt: 2, age: 55_000, pictures: 0 }),
      sketch({ state: "making", age: 95_000, charged: "maybe" }),
    ];
  };
  /** Jobs that wait since the evening before, the last of them with a price only where one is known. */
  const waited = (start: FakeStart, unknown: number) => {
    paid(start.state);
    const age = 14 * 60 * MINUTE;
    start.state.jobs = [1, 2, 4].map((prompt, i) => ({
      ...sketch({ state: "waiting", prompt, note: "waitedLong", age: age - i * MINUTE }),
      estimateMicros: i < unknown ? null : 800_000,
    }));
    const sinceMs = new Date().setHours(0, 0, 0, 0) - 4 * 60 * MINUTE;
    const ids = start.state.jobs.map((job) => job.id);
    start.state.queue.old = { ids, sinceMs, knownMicros: (3 - unknown) * 800_000, unknown };
  };

  return {
    /** A line behind one that is being made, and what has ended before. */
    line: (start) => {
      paid(start.state);
      start.state.jobs = [
        sketch({ state: "waiting", prompt: 4, age: 20_000 }),
        sketch({ state: "waiting", prompt: 2, age: 40_000, pictures: 0 }),
        sketch({ state: "waiting", prompt: 1, age: 55_000 }),
        sketch({ state: "making", age: 95_000, charged: "maybe" }),
        sketch({ state: "stopped", prompt: 3, age: 9 * MINUTE }),
      ];
    },
    /** As many as a queue may ever hold. */
    "line-200": (start) => {
      paid(start.state);
      const waiting = Array.from({ length: 197 }, (_, i) =>
        sketch({ state: "waiting", prompt: i % 5, age: i * 1000 }),
      );
      const making = [1, 2, 3].map((i) =>
        sketch({ state: "making", prompt: i, age: 200_000 + i * 20_000, charged: "maybe" }),
      );
      start.state.jobs = [...waiting, ...making];
    },
    "unclear-elsewhere": (start) => {
      paid(start.state);
      const elsewhere = { origin: "https://clips.example", usagePage: false };
      start.state.jobs = [{ ...sketch({ state: "unclear", age: 2 * MINUTE }), ...elsewhere }];
    },
    "unclear-number": (start) => {
      paid(start.state);
      start.state.jobs = [
        sketch({ state: "unclear", cause: "taskUnknown", charged: "maybe", age: 9 * MINUTE }),
      ];
    },
    "paused-asked": (start) => paused(start, "asked"),
    "paused-restored": (start) => paused(start, "restored"),
    "paused-repaired": (start) => paused(start, "repaired"),
    "paused-moved": (start) => paused(start, "moved"),
    "paused-idle": (start) => {
      paused(start, "restored");
      start.state.jobs = start.state.jobs.filter((job) => job.state !== "waiting");
    },
    "old-waiting": (start) => waited(start, 0),
    "old-unknown": (start) => waited(start, 1),
    "old-kept": (start) => {
      waited(start, 3);
      start.state.queue.old = null;
    },
    "key-other": (start) => {
      paid(start.state);
      start.state.jobs = [sketch({ state: "making", note: "keyOther", age: 4 * MINUTE, charged: "maybe" })];
    },
    "key-to-watch": (start) => {
      paid(start.state);
      start.state.account.key = "none";
      start.state.jobs = [sketch({ state: "making", note: "keyNeeded", age: 4 * MINUTE, charged: "maybe" })];
    },
    elsewhere: (start) => {
      paid(start.state);
      const elsewhere = { origin: "https://clips.example", usagePage: false };
      start.state.jobs = [
        { ...sketch({ state: "waiting", prompt: 1, note: "keyNeeded", age: 40_000 }), ...elsewhere },
        { ...sketch({ state: "waiting", prompt: 2, age: 55_000, pictures: 0 }), ...elsewhere },
      ];
    },
  };
}
