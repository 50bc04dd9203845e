// Gives the app a folder in which a person has already begun: practice mode chosen and one clip
// made, through the app's own window. The app is driven here once and never while measuring.
import { spawn } from "node:child_process";
import { mkdirSync, readdirSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { endMarked, mark, markedProcesses, newMark, programOf, signal } from "../scripts/lib/processes.mjs";
import { Trouble } from "../scripts/lib/run.mjs";

const patience = 120_000;
// WebDriver's name for a reference to an element.
const elementKey = "element-6066-11e4-a52e-4f735466cecf";

/** Prepares `home` with the program `binary` and gives the number of clips in it. */
export async function prepareLibrary(binary, home) {
  mkdirSync(home, { recursive: true });
  const run = newMark();
  const port = await freePort();
  const env = {
    ...process.env,
    [mark]: run,
    STILLWAKE_HOME: home,
    STILLWAKE_TIME_SCALE: "0.05",
    TAURI_WEBVIEW_AUTOMATION: "true",
  };
  spawn("WebKitWebDriver", [`--port=${port}`], { env, stdio: "ignore" });
  try {
    const page = await openPage(`http://127.0.0.1:${port}`, binary);
    await page.press("try-practice");
    await page.type("prompt", "A lighthouse at dusk, slow waves");
    await page.press("generate");
    await page.find(`[data-testid="job"][data-state="done"]`);
    for (const pid of markedProcesses(run)) if (programOf(pid) === binary) signal(pid, "SIGTERM");
    await sleep(2000);
  } finally {
    await endMarked(run);
  }
  return countClips(home);
}

const countClips = (home) => readdirSync(join(home, "clips")).filter((file) => file.endsWith(".mp4")).length;

async function openPage(origin, binary) {
  const call = async (method, path, body) => {
    const answer = await fetch(origin + path, { method, body: body && JSON.stringify(body) });
    const { value } = await answer.json();
    if (!answer.ok) throw new Trouble(`WebDriver: ${value.error}: ${value.message}`);
    return value;
  };
  await untilItWorks(() => call("GET", "/status"));
  const options = { binary, args: [] };
  const { sessionId } = await call("POST", "/session", {
    capabilities: { alwaysMatch: { "webkitgtk:browserOptions": options } },
  });
  const element = async (selector) => {
    const found = await call("POST", `/session/${sessionId}/element`, {
      using: "css selector",
      value: selector,
    });
    return `/session/${sessionId}/element/${found[elementKey]}`;
  };
  const find = (selector) => untilItWorks(() => element(selector));
  const named = (name) => `[data-testid="${name}"]`;
  return {
    find,
    press: async (name) => untilItWorks(async () => call("POST", `${await element(named(name))}/click`, {})),
    type: async (name, text) => call("POST", `${await find(named(name))}/value`, { text }),
  };
}

async function untilItWorks(attempt) {
  for (const end = Date.now() + patience; ; await sleep(200)) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > end) throw error;
    }
  }
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
