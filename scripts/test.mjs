// `npm test`: installs what is missing and runs everything, the real app on a virtual screen
// included. `--only ui|rust|browser|e2e` runs one part, `--full` (`npm run test:full`) does the counted
// tests more often and tells their rows. The last line sums all reports.
import { parseArgs } from "node:util";
import { features, product, testTargetsExcept } from "./lib/cargo.mjs";
import { countTests, failuresIn } from "./lib/count.mjs";
import { startDisplay } from "./lib/display.mjs";
import { installNpm, npmRun } from "./lib/npm.mjs";
import { addRows, rowTable } from "./lib/rows.mjs";
import { linux, program, run, say, Trouble, unfinished } from "./lib/run.mjs";
import { startSession } from "./lib/session.mjs";
import { setUp } from "./lib/system.mjs";
import { timed, timeTable } from "./lib/time.mjs";
import { buildUi, ensureUi } from "./lib/ui.mjs";

const cargo =
  (...args) =>
  () =>
    run("cargo", args, { keep: true });
const npm = (name) => () => run(...npmRun(name), { keep: true });

// In this order, the quick ones first. `needs` are parts without which a part cannot tell anything.
const parts = [
  { group: "ui", name: "page lint", work: npm("ui:lint") },
  { group: "ui", name: "page types", work: npm("ui:types") },
  { group: "ui", name: "page tests", work: npm("ui:test") },
  { group: "ui", name: "page build", work: npm("ui:build") },
  { group: "rust", name: "Rust format", work: cargo("fmt", "--all", "--check") },
  {
    group: "rust",
    name: "Rust lint",
    work: cargo("clippy", "--workspace", "--all-targets", ...features, "--", "-D", "warnings"),
  },
  { group: "rust", name: "Rust build", work: cargo("test", ...product, "--no-run") },
  {
    group: "rust",
    name: "Rust tests",
    needs: ["Rust build"],
    work: rustTests,
  },
  { group: "browser", name: "browser tests", work: npm("ui:browser") },
  { group: "e2e", name: "the real app", needs: ["page build", "Rust build"], work: realApp },
];

const total = { passed: 0, failed: 0 };
const { values } = parseArgs({
  options: { only: { type: "string" }, full: { type: "boolean", default: false } },
});

await program(async () => {
  const groups = new Set(parts.map((part) => part.group));
  if (values.only && !groups.has(values.only)) {
    throw new Trouble(`--only takes one of ${[...groups].join(", ")}.`);
  }
  const chosen = parts.filter((part) => !values.only || part.group === values.only);
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(name, () => stop(name));

  await timed("setting up", async () => {
    await setUp("build", "run", "display", "test");
    await installNpm();
    // The whole run builds the page as one of its parts.
    if (values.only === "e2e") await buildUi();
    else if (values.only) await ensureUi();
  });
  const failed = await runAll(chosen);

  console.log(`\n${timeTable()}\n`);
  for (const { name, failures } of failed)
    console.log([`Failed: ${name}`, ...failures].join("\n  ").concat("\n"));
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return failed.length > 0 ? 1 : 0;
});

/** One failure does not hide another: whatever can still tell something is run. */
async function runAll(chosen) {
  const failed = [];
  for (const { name, needs = [], work } of chosen) {
    const lacks = needs.filter((need) => failed.some((part) => part.name === need));
    if (lacks.length > 0) {
      say(`${name}: not run, because ${lacks.join(" and ")} failed.`);
      failed.push({ name, failures: [] });
      continue;
    }
    say(name);
    const { code, output } = await timed(name, work);
    const { passed, failed: broken } = countTests(output);
    total.passed += passed;
    // A linter or compiler that fails counts as one: it reports no number of its own.
    total.failed += code === 0 ? broken : Math.max(broken, 1);
    if (code !== 0) failed.push({ name, failures: failuresIn(output) });
  }
  return failed;
}

async function rustTests() {
  const args = ["test", ...product, "--no-fail-fast", ...testTargetsExcept("e2e")];
  if (!values.full) return run("cargo", args, { keep: true });
  // What a passing test prints is shown only when it is asked for.
  const shown = [...args, "--", "--show-output"];
  const done = await run("cargo", shown, { keep: true, env: { STILLWAKE_FULL: "1" } });
  console.log(`\n${rowTable(addRows(done.output, new Map()))}`);
  return done;
}

async function realApp() {
  if (!linux) {
    say("The real app is driven on Linux only: WebKitWebDriver and X11 are needed.");
    return { code: 0, output: "" };
  }
  const display = await startDisplay();
  const session = startSession();
  try {
    const test = ["test", ...product, "--test", "e2e", "--", "--test-threads=1"];
    return await run(...session.wrap("cargo", test), { keep: true, env: { ...display.env, ...session.env } });
  } finally {
    await session.end();
    display.end();
  }
}

function stop(name) {
  for (const child of unfinished()) child.kill(name);
  // Leaving through exit ends the virtual screen and what is left of the session.
  process.exit(130);
}
