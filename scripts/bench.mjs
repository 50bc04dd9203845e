// `npm run bench`: measures the speed table's rows and writes benches/RESULTS.md. It is never a
// test: a missed goal is told, not failed. `--only P1` measures one row, `--runs` sets how often.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { prepareLibrary } from "../benches/library.mjs";
import { writeResults } from "../benches/report.mjs";
import { rows } from "../benches/rows.mjs";
import { app, builtProgram } from "./lib/cargo.mjs";
import { startDisplay } from "./lib/display.mjs";
import { installNpm } from "./lib/npm.mjs";
import { linux, must, program, run, say, Trouble } from "./lib/run.mjs";
import { startSession } from "./lib/session.mjs";
import { setUp } from "./lib/system.mjs";
import { buildUi } from "./lib/ui.mjs";

const { values } = parseArgs({
  options: {
    only: { type: "string" },
    runs: { type: "string", default: "10" },
    // Set by this program itself, for its second half, which runs inside a session.
    inside: { type: "boolean", default: false },
  },
});

await program(async () => {
  const chosen = rows.filter((row) => !values.only || row.id === values.only);
  if (chosen.length === 0) throw new Trouble(`--only takes one of ${rows.map((row) => row.id).join(", ")}.`);
  if (!linux) throw new Trouble("The benchmarks run on Linux only: they read /proc.");
  if (!chosen.some((row) => row.window)) return measureCore(chosen);
  return values.inside ? measure(chosen) : prepare();
});

async function prepare() {
  await setUp("build", "run", "display", "bench");
  await installNpm();
  await buildUi();
  say("Building the app and what it is measured against for release. This takes a while.");
  await must("cargo", ["build", "--release", ...app, "-p", "stillwake-bare", "-p", "stillwake-bench"]);

  const display = await startDisplay();
  const session = startSession();
  const again = [fileURLToPath(import.meta.url), "--inside", ...process.argv.slice(2)];
  try {
    const { code } = await run(...session.wrap(process.execPath, again), {
      env: { ...display.env, ...session.env },
    });
    return code;
  } finally {
    await session.end();
    display.end();
  }
}

async function measure(chosen) {
  const folder = mkdtempSync(join(tmpdir(), "stillwake-bench-"));
  try {
    const bare = { name: "the bare window", binary: builtProgram("stillwake-bare", "release") };
    const binary = builtProgram("stillwake", "release");
    const homes = new Map();
    await figures(chosen, ({ window: needed, clips = 100_000 }) => {
      if (!needed) return {};
      const home = join(folder, `${clips}`);
      if (!homes.has(clips)) {
        say(`Making a library of ${clips.toLocaleString("en")} clips to measure with.`);
        homes.set(clips, prepareLibrary(builtProgram("stillwake-bench", "release"), home, clips));
      }
      return { clips, app: { name: "Stillwake", binary, env: { STILLWAKE_HOME: home } }, bare };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Rows of the core alone need neither a window nor a library. */
async function measureCore(chosen) {
  await setUp("build", "bench");
  say("Building the core for release. This takes a while.");
  await must("cargo", ["build", "--release", "-p", "stillwake-bench"]);
  await figures(chosen, () => ({}));
}

async function figures(chosen, windowsFor) {
  const runs = Number(values.runs);
  if (!(runs >= 1)) throw new Trouble("--runs takes a number from 1 up.");
  const core = { binary: builtProgram("stillwake-bench", "release") };
  const measured = [];
  for (const row of chosen) {
    say(`${row.id}: ${row.what}`);
    const { clips, ...windows } = windowsFor(row);
    const about = row.window ? { ...row, runs, clips } : row;
    measured.push({ ...about, ...(await row.measure({ ...windows, core }, runs)) });
  }
  console.log(`\n${writeResults(measured).join("\n")}\n\nWritten to benches/RESULTS.md`);
}
