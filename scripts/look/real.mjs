// The real program on a fresh folder, on the display and in the login session of one look: opened through its web
// view's own driver, with its window sized, photographed and dropped upon from outside.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { builtProgram } from "../lib/cargo.mjs";
import { root, Trouble } from "../lib/run.mjs";
import { openWebKit, until } from "./webdriver.mjs";

export const at = (testId) => `[data-testid="${testId}"]`;

/** Where files are dragged from: clear of the largest window that is dropped upon. */
const SOURCE = [2400, 1500];

/** Opens the program on its first screen, in a language. `scale` shortens its waits. */
export async function openProgram({ env, wrap, scale, language }) {
  const binary = builtProgram("stillwake", "debug");
  if (!existsSync(binary)) throw new Trouble("Build the program first: `npm start` does.");
  const home = mkdtempSync(join(tmpdir(), "stillwake-look-home-"));
  const own = {
    ...env,
    LANG: "C.UTF-8",
    LANGUAGE: "en",
    STILLWAKE_HOME: home,
    STILLWAKE_TIME_SCALE: String(scale),
    TAURI_WEBVIEW_AUTOMATION: "true",
  };
  const web = await openWebKit(own, { binary, args: [] }, wrap);
  const x = (...args) => execFileSync("xdotool", args, { env, encoding: "utf8" }).trim();
  const window = await until("the window", async () => {
    const found = x("search", "--onlyvisible", "--name", "^(Stillwake|醒帧)$").split("\n").at(-1);
    if (!found) throw new Trouble("there is none");
    return found;
  });
  await web.see(at("onboarding"));
  // The first screen speaks as the system does, and systems of another language are not at hand everywhere.
  const choice = "return window.__TAURI_INTERNALS__.invoke('settings_set', { patch: { language: arguments[0] } })";
  await web.run(choice, language);
  return {
    ...web,
    home,
    x,
    size: (size) => {
      x("windowsize", window, ...size.split("x"));
      x("windowmove", window, "0", "0");
    },
    theme: (theme) => web.run("document.documentElement.dataset.theme = arguments[0]", theme),
    language: async (to) => {
      await web.click(at("nav-settings"));
      await web.click(`${at("language")} [data-value="${to}"]`);
    },
    /** A picture of the window, or of a part of it: `{ x, y, width, height }` in px of the page. */
    shoot: (path, part) => {
      const crop = part
        ? ["-crop", `${part.width}x${part.height}+${part.x}+${part.y}`, "+repage"]
        : [];
      // WebDriver's own screenshot can hang in this web view under Xvfb.
      execFileSync("import", ["-window", window, ...crop, path], { env });
    },
    drop: (file) => dropFile(file, env, x),
    close: async () => {
      await web.close();
      await sleep(1500);
      rmSync(home, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** Drags a file from a window of its own into the program's, as from a file manager. */
async function dropFile(file, env, x) {
  const script = join(root, "tests/support/dragsource.py");
  // The system's own Python: only that one finds the system's GTK bindings.
  const source = spawn("/usr/bin/python3", [script, ...SOURCE.map(String), file], {
    env,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const lines = createInterface({ input: source.stdout })[Symbol.asyncIterator]();
  const expect = async (word) => {
    const { value } = await lines.next();
    if (value !== word) throw new Trouble(`The drag source should say ${word} and said ${value}.`);
  };
  try {
    await expect("ready");
    const [fromX, fromY] = SOURCE.map((edge) => edge + 30);
    x("mousemove", fromX, fromY, "sleep", "0.2", "mousedown", "1", "sleep", "0.2");
    // A toolkit takes a press for a drag only after some small moves.
    for (let step = 1; step <= 30; step += 1) {
      const along = (from, to) => Math.round(from + ((to - from) * step) / 30);
      x("mousemove", along(fromX, 500), along(fromY, 400), "sleep", "0.03");
    }
    x("sleep", "0.4", "mouseup", "1");
    await expect("sent");
    await expect("ended");
  } finally {
    source.kill();
  }
}

/** The practice gateway as a program of its own, in the part of a service somewhere else. */
export async function openService(...flags) {
  const binary = builtProgram("stillwake-practice", "debug");
  if (!existsSync(binary)) throw new Trouble(`Build ${binary} first: \`npm test\` does.`);
  const service = spawn(binary, ["--quiet", ...flags], {
    cwd: dirname(binary),
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: service.stdout })[Symbol.asyncIterator]();
  const { address, key } = JSON.parse((await lines.next()).value);
  return {
    address,
    key,
    /** Script lines, as the program's help tells them. */
    tell: (...said) => {
      for (const line of said) service.stdin.write(`${JSON.stringify(line)}\n`);
      // They are read by a thread of the program's own.
      return sleep(60);
    },
    counts: async () => {
      service.stdin.write('{"counts":true}\n');
      return JSON.parse((await lines.next()).value);
    },
    end: () => service.kill(),
  };
}
