// `npm run dev`: the app with a page that reloads as it is edited.
import { join } from "node:path";
import { hasDisplay, startDisplay } from "./lib/display.mjs";
import { installNpm } from "./lib/npm.mjs";
import { program, root, run, unfinished } from "./lib/run.mjs";
import { setUp } from "./lib/system.mjs";

const tauri = join(root, "node_modules/@tauri-apps/cli/tauri.js");

await program(async () => {
  const headless = !hasDisplay();
  await setUp("build", "run", ...(headless ? ["display"] : []));
  await installNpm();
  const display = headless ? await startDisplay() : null;
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(name, () => {
      for (const child of unfinished()) child.kill(name);
    });
  }
  const { code } = await run(process.execPath, [tauri, "dev", ...process.argv.slice(2)], {
    env: display?.env,
    input: "inherit",
  });
  display?.end();
  return code;
});
