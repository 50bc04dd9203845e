// `npm start`: installs what is missing, builds, opens the window. Arguments go to the app.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { app, builtProgram } from "./lib/cargo.mjs";
import { hasDisplay, startDisplay } from "./lib/display.mjs";
import { installNpm } from "./lib/npm.mjs";
import { mark, markedProcesses, newMark, programOf, signal } from "./lib/processes.mjs";
import { linux, must, program, say, Trouble } from "./lib/run.mjs";
import { setUp } from "./lib/system.mjs";
import { buildUi } from "./lib/ui.mjs";

await program(async () => {
  const headless = !hasDisplay();
  await setUp("build", "run", ...(headless ? ["display"] : []));
  await installNpm();
  await buildUi();
  say("Building the app. The first time takes some minutes.");
  await must("cargo", ["build", ...app]);

  const display = headless ? await startDisplay() : null;
  const binary = builtProgram("stillwake", "debug");
  say(display ? "The app is running. Ctrl+C ends it." : "Opening the window.");
  const code = await open(binary, process.argv.slice(2), display?.env ?? {}, headless && !hasBus());
  display?.end();
  return code;
});

/** Runs the app until it ends; a signal to this program is passed on to it. */
async function open(binary, args, env, needsBus) {
  const run = newMark();
  const [command, rest] = needsBus ? ["dbus-run-session", ["--", binary, ...args]] : [binary, args];
  const child = spawn(command, rest, {
    env: { ...process.env, ...env, [mark]: run },
    stdio: "inherit",
    // In a group of its own, so that Ctrl+C in a terminal reaches it once, through us.
    detached: linux,
  });
  let asked = 0;
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(name, async () => {
      asked += 1;
      if (!linux) return child.kill(asked > 1 ? "SIGKILL" : "SIGTERM");
      end(run, binary, asked > 1 ? "SIGKILL" : "SIGTERM");
      // A job that is just being sent may take the app longer; a second signal does not wait.
      await sleep(15_000, undefined, { ref: false });
      end(run, null, "SIGKILL");
    });
  }
  return new Promise((resolve, reject) => {
    child.on("error", (error) => reject(new Trouble(`Could not open the app: ${error.message}`)));
    child.on("close", (code) => resolve(asked > 0 ? 0 : (code ?? 1)));
  });
}

/** Signals the app itself, not the bus around it, which ends when the app does. */
function end(run, binary, name) {
  for (const pid of markedProcesses(run)) {
    if (binary === null || programOf(pid) === binary) signal(pid, name);
  }
}

function hasBus() {
  const runtime = process.env.XDG_RUNTIME_DIR;
  return (
    Boolean(process.env.DBUS_SESSION_BUS_ADDRESS) || Boolean(runtime && existsSync(join(runtime, "bus")))
  );
}
