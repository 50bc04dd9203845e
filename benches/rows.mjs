// The rows of the speed table that this build measures. Each gives its figure as a ratio to an
// anchor of the same run, and what it was measured with.
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { answerOf, Trouble } from "../scripts/lib/run.mjs";
import { interleaved, median, open } from "./harness.mjs";

const idle = 10_000;

/** `measure` gets the two programs and the number of runs. */
export const rows = [
  {
    id: "P1",
    what: "cold start to the second animation frame of a usable Create place",
    anchor: "a bare Tauri window",
    goal: 1.25,
    measure: (programs, runs) => compare(programs, runs, "ms", start),
  },
  {
    id: "P2",
    what: "memory: PSS of the process tree, idle 10 s after start",
    anchor: "a bare Tauri window",
    goal: 1.25,
    measure: (programs, runs) => compare(programs, runs, "MiB", memory),
  },
  {
    id: "P8",
    what: "download of 300 MB over loopback, hashed, verified and synced",
    anchor: "curl to a file, then fsync",
    goal: 1.1,
    // It has nothing to do with what is in the library.
    anyLibrary: true,
    measure: ({ bench }, runs) => download(bench, runs),
  },
];

async function compare({ app, bare }, runs, unit, measure) {
  const [ours, theirs] = await interleaved(runs, [app, bare], measure);
  return {
    ratio: median(ours) / median(theirs),
    detail: `${spread(ours, unit)} against ${spread(theirs, unit)}`,
  };
}

async function start(program) {
  const opened = await open(program);
  await opened.end();
  return opened.ms;
}

async function memory(program) {
  const opened = await open(program);
  try {
    await sleep(idle);
    return opened.memory();
  } finally {
    await opened.end();
  }
}

/** The program takes turns itself and prints one line. */
function download({ binary }, runs) {
  const said = answerOf(binary, ["p8", `runs=${runs}`, `folder=${dirname(binary)}`]);
  if (said === null) throw new Trouble("`stillwake-bench p8` failed.");
  const { ratio, ours, anchor } = JSON.parse(said);
  return { ratio, detail: `${spread(ours, "ms")} against ${spread(anchor, "ms")}` };
}

function spread(numbers, unit) {
  const [low, middle, high] = [Math.min(...numbers), median(numbers), Math.max(...numbers)].map(Math.round);
  return `${middle} ${unit} (${low} to ${high})`;
}
