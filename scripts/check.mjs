// `npm run check`: formats, lints, types and the house rules, without a network and in minutes.
// It installs nothing, goes on after a failure, and names everything that failed.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { features, product } from "./lib/cargo.mjs";
import { npmRun } from "./lib/npm.mjs";
import { program, root, run, say, Trouble } from "./lib/run.mjs";
import { missingFor } from "./lib/system.mjs";
import { timed, timeTable } from "./lib/time.mjs";
import { ensureUi } from "./lib/ui.mjs";

const lint = ["clippy", "--workspace", "--all-targets", ...features, "--", "-D", "warnings"];

const parts = [
  { name: "Rust format", command: ["cargo", ["fmt", "--all", "--check"]] },
  { name: "page lint", command: npmRun("ui:lint") },
  { name: "page types", command: npmRun("ui:types") },
  { name: "Rust lint", command: ["cargo", lint], compiles: true },
  {
    name: "house rules",
    command: ["cargo", ["test", ...product, "--test", "tidy"]],
    compiles: true,
  },
];

await program(async () => {
  if (!existsSync(join(root, "node_modules"))) {
    throw new Trouble("The page's packages are missing. `npm ci` installs them.");
  }
  await ensureUi();
  const missing = missingFor("build");
  if (missing.length > 0) {
    say(`Nothing can be compiled here: ${missing.join(" ")} missing. \`npm start\` installs it.`);
  }
  const failed = [];
  for (const { name, command, compiles } of parts) {
    say(name);
    const done = compiles && missing.length > 0 ? null : await timed(name, () => run(...command));
    if (done?.code !== 0) failed.push(done ? name : `${name} (not run)`);
  }
  console.log(`\n${timeTable()}\n`);
  if (failed.length > 0) throw new Trouble(`Failed: ${failed.join(", ")}`);
  console.log("All is well.");
});
