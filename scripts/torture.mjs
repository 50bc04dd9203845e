// `npm run torture -- --hours H`: the counted tests of RELIABILITY.md again and again, each time
// with other seeds, until the hours are over; then the sums. `--round` runs one again. `--write` puts them into
// RELIABILITY.md, `--figure full` or `nightly` sets how much one round does.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { product, testTargetsExcept } from "./lib/cargo.mjs";
import { addRows, rowTable } from "./lib/rows.mjs";
import { program, root, run, say, Trouble, unfinished } from "./lib/run.mjs";
import { setUp } from "./lib/system.mjs";
import { ensureUi } from "./lib/ui.mjs";

/** From so many hours on a round does the nightly figures; it takes some hours itself. */
const LONG = 4;
const begin = "<!-- counted: written by `npm run torture -- --write` -->";
const end = "<!-- end of what is written -->";

const sum = new Map();

await program(async () => {
  const { values } = parseArgs({
    options: {
      hours: { type: "string", default: "1" },
      figure: { type: "string" },
      round: { type: "string" },
      write: { type: "boolean", default: false },
    },
  });
  const hours = Number(values.hours);
  if (!(hours > 0)) throw new Trouble("--hours takes a number above 0.");
  const figure = values.figure ?? (hours >= LONG ? "nightly" : "full");
  if (!["full", "nightly"].includes(figure)) throw new Trouble("--figure takes full or nightly.");
  let round = Number(values.round ?? Date.now() % 1_000_000);
  if (!Number.isSafeInteger(round) || round < 0) throw new Trouble("--round takes a whole number.");
  for (const name of ["SIGINT", "SIGTERM"]) process.on(name, stop);

  await setUp("build");
  await ensureUi();
  const targets = testTargetsExcept("e2e", "ipc", "practice", "tidy").filter((word) => word !== "--bins");
  const over = Date.now() + hours * 3_600_000;
  const failed = [];
  let rounds = 0;
  do {
    rounds += 1;
    say(`${figure} figures, round ${round}`);
    const args = ["test", ...product, "--no-fail-fast", ...targets, "--", "--nocapture"];
    const env = { STILLWAKE_FULL: figure === "full" ? "1" : "nightly", STILLWAKE_ROUND: `${round}` };
    const { code, output } = await run("cargo", args, { keep: true, env });
    addRows(output, sum);
    if (code !== 0) failed.push({ round, log: keep(round, output) });
    round += 1;
  } while (Date.now() < over);

  const table = rowTable(sum);
  console.log(`\n${rounds} rounds\n\n${table}\n`);
  if (values.write) write(table, rounds, failed.length);
  if (failed.length === 0) return 0;
  throw new Trouble(failed.map(({ round, log }) => `Round ${round} failed: ${log}`).join("\n"));
});

/** The whole output of a round that failed, for whoever looks for the reason. */
function keep(round, output) {
  const folder = join(root, "target", "torture");
  mkdirSync(folder, { recursive: true });
  const log = join(folder, `round-${round}.log`);
  writeFileSync(log, output);
  return log;
}

function write(table, rounds, failed) {
  const file = join(root, "RELIABILITY.md");
  const text = readFileSync(file, "utf8");
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Trouble("RELIABILITY.md has no place for what was counted.");
  const date = new Date().toISOString().slice(0, 10);
  const many = rounds === 1 ? "1 round" : `${rounds} rounds`;
  const how = `Counted on ${date} in ${many}, of which ${failed} failed.`;
  writeFileSync(file, `${text.slice(0, from)}${begin}\n${how}\n\n${table}\n${text.slice(to)}`);
}

function stop() {
  for (const child of unfinished()) child.kill("SIGTERM");
  console.log(`\nStopped in the middle of a round. Counted until then:\n\n${rowTable(sum)}`);
  process.exit(130);
}
