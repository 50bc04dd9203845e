// A screen of our own where there is none: Xvfb and a small window manager, ended by number.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { linux, say, Trouble } from "./run.mjs";

/** Is there a screen to open a window on? */
export function hasDisplay() {
  return !linux || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/**
 * Starts a screen (of 1440 x 900 unless told otherwise) and gives its environment and how to end it. Tests always use
 * one of these: they move the pointer, and that must not happen on a person's screen.
 */
export async function startDisplay(size = "1440x900") {
  const server = spawn(
    "Xvfb",
    ["-displayfd", "3", "-screen", "0", `${size}x24`, "-nolisten", "tcp", "-noreset"],
    { stdio: ["ignore", "ignore", "ignore", "pipe"], detached: true },
  );
  const number = await firstLine(server);
  const env = { DISPLAY: `:${number}`, GDK_BACKEND: "x11", WAYLAND_DISPLAY: "" };
  const manager = spawn("openbox", [], {
    env: { ...process.env, ...env },
    stdio: "ignore",
    detached: true,
  });
  // Windows that open before the manager runs are never decorated nor focused.
  await sleep(400);
  if (manager.exitCode !== null) throw new Trouble("openbox ended at once.");
  say(`There is no window to look at: everything is drawn on a virtual screen, display :${number}.`);

  const end = () => {
    manager.kill();
    server.kill();
  };
  process.once("exit", end);
  return { env, end };
}

async function firstLine(server) {
  server.stdio[3].setEncoding("utf8");
  let text = "";
  const number = (async () => {
    for await (const part of server.stdio[3]) {
      text += part;
      if (text.includes("\n")) return text.trim();
    }
    throw new Trouble("Xvfb ended before it had a display.");
  })();
  const failed = once(server, "error").then(([error]) => {
    throw new Trouble(`Could not start Xvfb: ${error.message}`);
  });
  const late = sleep(20_000, undefined, { ref: false }).then(() => {
    throw new Trouble("Xvfb gave no display within 20 seconds.");
  });
  return Promise.race([number, failed, late]);
}
