// `npm run seed -- 100000`: fills a folder of its own with a made-up library of so many clips, for tests,
// benchmarks and pictures. `STILLWAKE_HOME` says where; it must not hold a library yet. What is made there
// is a few real clips and posters under many names, and rows that say something else of each.
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { builtProgram } from "./lib/cargo.mjs";
import { must, program, root, say, Trouble } from "./lib/run.mjs";
import { setUp } from "./lib/system.mjs";

await program(async () => {
  const { positionals } = parseArgs({ allowPositionals: true });
  const count = Number(positionals[0] ?? "100000");
  if (!Number.isInteger(count) || count < 1 || positionals.length > 1)
    throw new Trouble("`npm run seed -- 100000` takes the number of clips, from 1 up.");
  const home = resolve(process.env.STILLWAKE_HOME ?? join(root, "target", `seeded-${count}`));
  await setUp("build");
  say("Building the generator for release. This takes a while the first time.");
  await must("cargo", ["build", "--release", "-p", "stillwake-bench"]);
  say(`Making ${count} clips in ${home}.`);
  await must(builtProgram("stillwake-bench", "release"), ["seed", "--home", home, "--count", `${count}`]);
  say(`Open them with STILLWAKE_HOME=${home} npm start`);
});
