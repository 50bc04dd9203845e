// `npm run build`: target/release/stillwake, with the page inside; no installer.
import { app, builtProgram } from "./lib/cargo.mjs";
import { installNpm } from "./lib/npm.mjs";
import { must, program, say } from "./lib/run.mjs";
import { setUp } from "./lib/system.mjs";
import { buildUi } from "./lib/ui.mjs";

await program(async () => {
  await setUp("build");
  await installNpm();
  await buildUi();
  await must("cargo", ["build", "--release", ...app]);
  say(`Built ${builtProgram("stillwake", "release")}`);
});
