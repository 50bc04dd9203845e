// The rows that need the core without a window: the program `stillwake-bench` measures them and
// prints one line of JSON, which is judged and put into words here.
import { spawnSync } from "node:child_process";
import { dirname } from "node:path";
import { Trouble } from "../scripts/lib/run.mjs";
import { median } from "./harness.mjs";

function told(binary, row, ...choices) {
  const { status, stdout, error } = spawnSync(binary, [row, ...choices], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (error || status !== 0) throw new Trouble(`\`${binary} ${row}\` failed.`);
  return JSON.parse(stdout);
}

/** The core's processor time and requests against those of the vendor's loop. */
export function watching({ core }) {
  const got = told(core.binary, "p9");
  return {
    ratio: got.ratio,
    held: got.ratio < 0.05 && got.requestsRatio <= 1,
    detail:
      `${got.cpu.toFixed(2)} s of processor time against ${got.plainCpu.toFixed(1)} s, ` +
      `${got.requests} requests against ${Math.round(got.plainRequests)}; ${got.jobs} jobs, ` +
      `${got.minutes} minutes with waits times ${got.scale}, ${got.loops} loops`,
    how: "1 run",
  };
}

/** The mean delay of the learnt schedule against the optimum, and against every 10 seconds. */
export function asking({ core }) {
  const got = told(core.binary, "p10");
  const goals = { 0.5: 0.75, 0.25: 0.5 };
  const words = got.rows.map(
    (row) =>
      `sigma ${row.sigma}: ${row.delay.toFixed(2)} s with ${row.requests.toFixed(2)} requests, every 10 s ` +
      `${row.plainDelay.toFixed(2)} s with ${row.plainRequests.toFixed(2)}, optimum ${row.optimum.toFixed(2)} s; ` +
      `for the same number of requests ${row.toOptimumAtEqualRequests.toFixed(3)} of the optimum, ` +
      `${row.toPlainAtEqualRequests.toFixed(3)} of every 10 s (goal below ${goals[row.sigma]}, ` +
      `the optimum itself ${row.optimumToPlain.toFixed(3)})`,
  );
  const ratio = Math.max(...got.rows.map((row) => row.toOptimumAtEqualRequests));
  const below = got.rows.every((row) => row.toPlainAtEqualRequests < goals[row.sigma]);
  return {
    ratio,
    held: ratio <= 1.1 && below,
    detail: words.join("; "),
    how: `${got.jobs} jobs, ${got.histories} histories of ${got.past}, seed ${got.seed}`,
  };
}

/** A large clip had by the core, and by curl. They take turns. */
export function downloading({ core }, runs) {
  // Beside the program: a folder in memory would say nothing about a disk.
  const { ratio, ours, anchor } = told(core.binary, "p8", "--runs", `${runs}`, "--folder", dirname(core.binary));
  return { ratio, detail: `${spread(ours)} against ${spread(anchor)}`, how: `${runs} runs each` };
}

/** Pages of the library, through the core and in plain SQL, at two sizes. */
export function listing({ core }, runs) {
  const { sizes } = told(core.binary, "p4", "--runs", `${Math.max(runs, 30)}`);
  const [small, large] = sizes;
  const rows = small.cases.map((one, at) => {
    const other = large.cases[at];
    return { one, other, ratio: Math.max(one.ours / one.plain, other.ours / other.plain), growth: other.ours / one.ours };
  });
  const words = rows.map(
    ({ one, other, ratio, growth }) =>
      `${one.name} ${ratio.toFixed(2)}: ${one.ours.toFixed(2)} ms against ${one.plain.toFixed(2)}, among a ` +
      `million ${other.ours.toFixed(2)} against ${other.plain.toFixed(2)} (${growth.toFixed(2)} times)`,
  );
  const ratio = Math.max(...rows.map((row) => row.ratio));
  const growth = Math.max(...rows.map((row) => row.growth));
  const size = (bytes) => `${Math.round(bytes / 1_000_000)} MB`;
  return {
    ratio,
    held: ratio <= 2 && growth <= 2,
    detail: `${words.join("; ")}; the databases have ${size(small.bytes)} and ${size(large.bytes)}`,
    how: `medians of ${Math.max(runs, 30)} runs each`,
  };
}

/** Photos to their upload copies, by the core and by vips. */
export function preparing({ core }, runs) {
  const { rows } = told(core.binary, "p6", "--runs", `${runs}`);
  const words = rows.map(
    (row) =>
      `${row.megapixels} MP (${row.megabytes.toFixed(1)} MB) ${row.ratio.toFixed(2)}: ${spread(row.ours)} against ` +
      `${spread(row.anchor)}, vips' start of ${Math.round(row.start)} ms taken off`,
  );
  const ratio = Math.max(...rows.map((row) => row.ratio));
  return { ratio, held: ratio < 1, detail: words.join("; "), how: `${runs} runs each` };
}

/** The poster of a clip, by the core and by another program. */
export function posters({ core }, runs) {
  const { ratio, ours, anchor, start } = told(core.binary, "p7", "--runs", `${Math.max(runs, 20)}`);
  return {
    ratio,
    held: ratio < 0.5,
    detail: `${spread(ours)} against ${spread(anchor)}, of which its start for nothing takes ${Math.round(start)} ms`,
    how: `${Math.max(runs, 20)} runs each`,
  };
}

/** What the whole core adds to the preparation of a picture when Generate is pressed at once. */
export function pressing({ core }, runs) {
  const { ratio, ours, anchor } = told(core.binary, "p11", "--runs", `${runs}`);
  return { ratio, detail: `${spread(ours)} against ${spread(anchor)}`, how: `${runs} runs each` };
}

function spread(numbers) {
  const [low, middle, high] = [Math.min(...numbers), median(numbers), Math.max(...numbers)].map(Math.round);
  return `${middle} ms (${low} to ${high})`;
}
