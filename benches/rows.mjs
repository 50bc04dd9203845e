// The rows of the speed table that this build measures. Each gives its figure as a ratio to an
// anchor of the same run, and what it was measured with.
import { setTimeout as sleep } from "node:timers/promises";
import { asking, downloading, listing, posters, preparing, pressing, watching } from "./core.mjs";
import { interleaved, median, open } from "./harness.mjs";
import { frameTimes, leaks, scrolling } from "./window.mjs";

const idle = 10_000;

/** `measure` gets the programs and the number of runs; rows of the core need no window. */
export const rows = [
  {
    id: "P1",
    what: "cold start to the second animation frame of a usable Create place",
    anchor: "a bare Tauri window",
    goal: 1.25,
    window: true,
    measure: (programs, runs) => compare(programs, runs, "ms", start),
  },
  {
    id: "P2",
    what: "memory: PSS of the process tree, idle 10 s after start",
    anchor: "a bare Tauri window",
    goal: 1.25,
    window: true,
    measure: (programs, runs) => compare(programs, runs, "MiB", memory),
  },
  {
    id: "P3",
    what: "memory after the library was scrolled from end to end and 20 of its clips were played",
    anchor: "the same window, idle 10 s after its start",
    goal: 1.3,
    window: true,
    measure: scrolling,
  },
  {
    id: "P4",
    what: "a page of 60 clips: the first, one far down, a filter, searches, at 100,000 and at 1,000,000 clips",
    anchor: "the same question in plain rusqlite; 1,000,000 at most twice 100,000",
    goal: 2,
    measure: listing,
  },
  {
    id: "P5",
    what: "the 95th of a hundred frames while the library is scrolled",
    anchor: "the same scroll over a bare window's list with nothing in it",
    goal: 1.2,
    window: true,
    measure: frameTimes,
  },
  {
    id: "P6",
    what: "a camera's JPEG of 24 and of 48 megapixels to the upload copy and its thumbnail",
    anchor: "vipsthumbnail, its start taken off",
    goal: 1,
    measure: preparing,
  },
  {
    id: "P7",
    what: "poster of a 1280 x 720 H.264 clip, from the file to the small picture on the disk",
    anchor: "ffmpegthumbnailer, a process each",
    goal: 0.5,
    measure: posters,
  },
  {
    id: "P8",
    what: "download of 300 MB over loopback, hashed, verified and synced",
    anchor: "curl to a file, then fsync",
    goal: 1.1,
    measure: downloading,
  },
  {
    id: "P9",
    what: "processor time of 1,000 jobs in flight over 10 simulated minutes",
    anchor: "the vendor's documented loop in Python, one per job, extrapolated from 50",
    goal: 0.05,
    measure: watching,
  },
  {
    id: "P10",
    what: "mean delay from ready at the service to known here",
    anchor: "the optimum for that distribution of ready times",
    goal: 1.1,
    measure: asking,
  },
  {
    id: "P11",
    what: "press of Generate to the request leaving, with a 24 MP photo that has just landed",
    anchor: "the picture's own preparation",
    goal: 1.1,
    measure: pressing,
  },
  {
    id: "L1",
    what: "500 clips opened in the player and closed again: memory, file handles, processes",
    anchor: "memory: the same window after half of them; handles 8 more than after 50 at most, processes no more",
    goal: 1.1,
    window: true,
    // What is left of playing must not be hidden by what a large library takes.
    clips: 1_000,
    measure: leaks,
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

function spread(numbers, unit) {
  const [low, middle, high] = [Math.min(...numbers), median(numbers), Math.max(...numbers)].map(Math.round);
  return `${middle} ${unit} (${low} to ${high})`;
}
