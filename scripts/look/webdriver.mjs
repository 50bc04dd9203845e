// WebKitGTK, the web view that the app ships in, through its own WebDriver: the plain browser of that library
// for pages on the made-up platform, or the app itself.
import { spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { Trouble } from "../lib/run.mjs";

const PATIENCE_MS = 10_000;
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

/**
 * A session of the driver. `options` are those of webkitgtk:browserOptions; `wrap` turns the driver's command into one
 * that runs somewhere, such as in a login session.
 */
export async function openWebKit(env, options, wrap = (command, args) => [command, args]) {
  const port = await freePort();
  const driver = spawn(...wrap("WebKitWebDriver", [`--port=${port}`]), { env, stdio: "ignore" });
  const origin = `http://127.0.0.1:${port}`;
  const call = async (method, path, body) => {
    const answer = await fetch(`${origin}${path}`, {
      method,
      ...(method === "POST" ? { body: JSON.stringify(body ?? {}) } : {}),
      signal: AbortSignal.timeout(30_000),
    });
    const { value } = await answer.json();
    if (!answer.ok) throw new Trouble(`${path}: ${value?.error} ${value?.message ?? ""}`);
    return value;
  };
  await until("the driver", () => call("GET", "/status"));
  const { sessionId } = await call("POST", "/session", {
    capabilities: { alwaysMatch: options ? { "webkitgtk:browserOptions": options } : {} },
  });
  const session = (method, path, body) => call(method, `/session/${sessionId}${path}`, body);
  const run = (script, ...args) => session("POST", "/execute/sync", { script, args });
  const find = (css, nth = 0) =>
    until(css, async () => {
      const found = await session("POST", "/elements", { using: "css selector", value: css });
      if (!found[nth]) throw new Trouble(`${css} is not there`);
      return found[nth][ELEMENT];
    });
  const keys = (...actions) =>
    session("POST", "/actions", { actions: [{ type: "key", id: "keyboard", actions }] });
  const pointAt = async (css, nth, press) => {
    const element = { [ELEMENT]: await find(css, nth) };
    const move = { type: "pointerMove", duration: 0, origin: element, x: 0, y: 0 };
    const click = press ? [{ type: "pointerDown", button: 0 }, { type: "pointerUp", button: 0 }] : [];
    await run("arguments[0].scrollIntoView({ block: 'nearest' })", element);
    await session("POST", "/actions", {
      actions: [{ type: "pointer", id: "mouse", parameters: { pointerType: "mouse" }, actions: [move, ...click] }],
    });
  };

  return {
    run,
    pid: driver.pid,
    goto: (url) => session("POST", "/url", { url }),
    click: (css, nth = 0) => pointAt(css, nth, true),
    hover: (css, nth = 0) => pointAt(css, nth, false),
    see: find,
    gone: (css) =>
      until(`${css} to go`, async () => {
        if (await run("return document.querySelector(arguments[0]) !== null", css)) throw new Trouble("it is there");
      }),
    fill: async (css, text) => {
      const element = await find(css);
      // The driver types letter by letter; a long text would take longer than anybody waits.
      if (text.length > 200) return run(putText, { [ELEMENT]: element }, text);
      await session("POST", `/element/${element}/clear`);
      return session("POST", `/element/${element}/value`, { text });
    },
    press: async (key) => {
      const value = { Enter: "\uE007", Escape: "\uE00C", Tab: "\uE004" }[key] ?? key;
      await keys({ type: "keyDown", value }, { type: "keyUp", value });
    },
    rect: (rect) => session("POST", "/window/rect", rect),
    shot: async (path) => writeFile(path, Buffer.from(await session("GET", "/screenshot"), "base64")),
    close: async () => {
      await session("DELETE", "").catch(() => {});
      driver.kill();
    },
  };
}

/** The browser of scenes.ts for pages on the made-up platform. */
export async function openMiniBrowser(env) {
  const web = await openWebKit(env, {
    binary: "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
    args: ["--automation"],
  });
  return {
    // The window has bars of its own; what counts is the size of the page.
    resize: async (width, height) => {
      await web.rect({ x: 0, y: 0, width: width + 20, height: height + 120 });
      await sleep(150);
      const [inner, outer] = await web.run("return [[innerWidth, innerHeight], [outerWidth, outerHeight]]");
      await web.rect({
        width: width + outer[0] - inner[0],
        height: height + outer[1] - inner[1],
      });
    },
    visit: async (address) => {
      await web.goto(address);
      await web.run("localStorage.clear(); sessionStorage.clear()");
      await web.goto(address);
      await web.see('[data-testid="onboarding"], [data-testid="nav-create"]');
    },
    perform: (steps) => perform(web, steps),
    dress: async (theme, text) => {
      await web.run(dressed, theme, text);
      await sleep(400);
    },
    picture: web.shot,
    close: web.close,
  };
}

export async function perform(web, steps) {
  for (const step of steps) {
    if ("click" in step) await web.click(step.click, step.nth);
    else if ("hover" in step) await web.hover(step.hover, step.nth);
    else if ("fill" in step) await web.fill(step.fill, step.text);
    else if ("press" in step) await web.press(step.press);
    else if ("see" in step) await web.see(step.see, step.nth);
    else if ("gone" in step) await web.gone(step.gone);
    else if ("scroll" in step) await web.run(scrollAround, step.scroll, step.by);
    else await web.run("window.stillwake[arguments[0]](...arguments[1])", step.happens, step.with);
  }
}

const putText = `const [field, text] = arguments;
Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value").set.call(field, text);
field.dispatchEvent(new Event("input", { bubbles: true }));`;

const dressed = `document.documentElement.dataset.theme = arguments[0];
document.documentElement.style.fontSize = arguments[1] + "%";
// What changes its colour with the theme has done so in the picture, however busy the machine is.
for (const moving of document.getAnimations()) if (moving instanceof CSSTransition) moving.finish();`;

const scrollAround = `for (let box = document.querySelector(arguments[0]); box; box = box.parentElement) {
  if (box.scrollHeight <= box.clientHeight || getComputedStyle(box).overflowY === "visible") continue;
  box.scrollBy(0, arguments[1]);
  return;
}`;

export async function until(what, look, patience = PATIENCE_MS) {
  const end = Date.now() + patience;
  for (;;) {
    try {
      return await look();
    } catch (error) {
      if (Date.now() > end) throw new Trouble(`waited in vain for ${what}: ${error.message}`);
      await sleep(80);
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
