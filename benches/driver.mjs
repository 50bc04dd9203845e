// The app's window under WebDriver, for the rows that need hands: what is pressed and scrolled there is what
// a person would press and scroll. What starts a program is marked, and ends with it.
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { endMarked, mark, markedProcesses, newMark, programOf, signal } from "../scripts/lib/processes.mjs";
import { Trouble } from "../scripts/lib/run.mjs";

const patience = 120_000;
// WebDriver's name for a reference to an element.
const elementKey = "element-6066-11e4-a52e-4f735466cecf";
const driver = "WebKitWebDriver";

/**
 * Opens `binary` with its page, gives both to `use`, and ends all of it. `page` finds, presses and types by
 * `data-testid`, sends keys, and runs scripts; `processes` are those of the program without the driver's.
 */
export async function driven(binary, env, use) {
  const run = newMark();
  const port = await freePort();
  const all = { ...process.env, ...env, [mark]: run, TAURI_WEBVIEW_AUTOMATION: "true" };
  spawn(driver, [`--port=${port}`], { env: all, stdio: "ignore" });
  const processes = () =>
    markedProcesses(run)
      .map((pid) => ({ pid, program: programOf(pid) }))
      .filter(({ program }) => program && !program.endsWith(`/${driver}`));
  try {
    return await use(await openPage(`http://127.0.0.1:${port}`, binary), processes);
  } finally {
    for (const { pid, program } of processes()) if (program === binary) signal(pid, "SIGTERM");
    await sleep(2000);
    await endMarked(run);
  }
}

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
  const session = `/session/${sessionId}`;
  await call("POST", `${session}/timeouts`, { script: 600_000 });
  const element = async (selector) => {
    const found = await call("POST", `${session}/element`, { using: "css selector", value: selector });
    return `${session}/element/${found[elementKey]}`;
  };
  const find = (selector) => untilItWorks(() => element(selector));
  const named = (name) => `[data-testid="${name}"]`;
  return {
    find,
    press: async (name) => untilItWorks(async () => call("POST", `${await element(named(name))}/click`, {})),
    type: async (name, text) => call("POST", `${await find(named(name))}/value`, { text }),
    /** Presses keys one after the other, wherever the focus is. */
    keys: (...keys) =>
      call("POST", `${session}/actions`, {
        actions: [
          {
            type: "key",
            id: "keyboard",
            actions: keys.flatMap((value) => [
              { type: "keyDown", value },
              { type: "keyUp", value },
            ]),
          },
        ],
      }),
    /** Runs a function of the page's own there, and waits for what it promises. */
    run: (script, ...args) =>
      call("POST", `${session}/execute/async`, {
        script: `const [tell] = [...arguments].slice(-1);
          Promise.resolve((${script})(...[...arguments].slice(0, -1))).then(tell, (fault) => tell({ fault: String(fault) }));`,
        args,
      }).then((told) => {
        if (told?.fault) throw new Trouble(`The page: ${told.fault}`);
        return told;
      }),
  };
}

/** Tries until it works, or until nobody would wait any more. */
export async function untilItWorks(attempt) {
  for (const end = Date.now() + patience; ; await sleep(50)) {
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
