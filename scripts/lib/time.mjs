// How long each part of a run took, told as a table at its end.
import { performance } from "node:perf_hooks";

const parts = [];

/** Runs one part and notes how long it took, also when it fails. */
export async function timed(name, work) {
  const start = performance.now();
  try {
    return await work();
  } finally {
    parts.push({ name, seconds: (performance.now() - start) / 1000 });
  }
}

/** The table of all parts so far. */
export function timeTable() {
  const total = parts.reduce((sum, part) => sum + part.seconds, 0);
  const rows = [...parts, { name: "together", seconds: total }];
  const width = Math.max(...rows.map((row) => row.name.length));
  return rows.map((row) => `${row.name.padEnd(width)}  ${duration(row.seconds)}`).join("\n");
}

function duration(seconds) {
  const minutes = Math.floor(seconds / 60);
  const rest = (seconds - minutes * 60).toFixed(1);
  return `${String(minutes).padStart(3)} min ${rest.padStart(4)} s`;
}
