// RESULTS.md: one line for each row of the speed table. Rows that were not measured this time
// keep the figure and the date they had.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { root } from "../scripts/lib/run.mjs";

const file = join(root, "benches/RESULTS.md");

const opening = `# Speed and size, measured

Written by \`npm run bench\`. Every figure is a ratio to an anchor run in the same minutes, taking
turns: medians, with the smallest and largest in parentheses. Absolute times depend on the machine
and on what else it does; the ratios are what counts.

| row | what | anchor | goal | this build | verdict | measured |
|---|---|---|---|---|---|---|
`;

/** Replaces the lines of the rows that were measured; gives the lines written. */
export function writeResults(measured) {
  const lines = new Map(existsSync(file) ? tableLines(readFileSync(file, "utf8")) : []);
  for (const row of measured) lines.set(row.id, lineOf(row));
  const sorted = [...lines.keys()].sort((a, b) => placeOf(a) - placeOf(b));
  writeFileSync(file, `${opening}${sorted.map((id) => lines.get(id)).join("\n")}\n`);
  return measured.map((row) => lines.get(row.id));
}

/** P1, P2, and so on, and then what the table of the plan has no number for. */
const placeOf = (id) => Number(id.slice(1)) + (id.startsWith("L") ? 1000 : 0);

function tableLines(text) {
  return [...text.matchAll(/^\| ([PL]\d+) \|.*$/gm)].map(([line, id]) => [id, line]);
}

function lineOf({ id, what, anchor, goal, ratio, detail, runs, clips, held = ratio <= goal, how }) {
  const verdict = held ? "held" : "**missed**";
  const amount = clips === undefined ? "" : `; ${clips.toLocaleString("en")} clips in the library`;
  const when = `${new Date().toISOString().slice(0, 10)}, ${how ?? `${runs} runs each`}, ${cpus().length} cores`;
  return (
    `| ${id} | ${what}${amount} | ${anchor} | at most ${goal} | ` +
    `${ratio.toFixed(2)}: ${detail} | ${verdict} | ${when} |`
  );
}
