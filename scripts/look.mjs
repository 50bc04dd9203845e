// `npm run look`: pictures of every place and state, in both themes, both languages and three sizes, from
// the web view that the app ships in and from Chromium, put together on contact sheets in target/look.
// `--engine webkit|chromium|app|causes`, `--scene <part of a name>`, `--size 900x600`, `--lang en`, `--theme dark` narrow it,
// `--text 200` sets the size of the text in percent.
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startDisplay } from "./lib/display.mjs";
import { installNpm } from "./lib/npm.mjs";
import { program, root, say } from "./lib/run.mjs";
import { startSession } from "./lib/session.mjs";
import { setUp } from "./lib/system.mjs";
import { lookAtApp } from "./look/app.mjs";
import { lookAtCauses } from "./look/causes.mjs";
import { openChromium } from "./look/chromium.mjs";
import { servePage } from "./look/serve.mjs";
import { cards, makeSheets } from "./look/sheets.mjs";
import { openMiniBrowser } from "./look/webdriver.mjs";

const sizes = ["900x600", "1280x800", "2560x1440"];
const themes = ["dark", "light"];
const languages = ["en", "zh-CN"];
const folder = join(root, "target/look");

await program(async () => {
  const { values } = parseArgs({
    options: Object.fromEntries(
      ["engine", "scene", "size", "lang", "theme", "text"].map((name) => [name, { type: "string" }]),
    ),
  });
  const only = (all, wanted) => (wanted ? all.filter((one) => one === wanted) : all);
  await setUp("run", "display", "test", "look");
  await installNpm();
  const engines = only(["webkit", "chromium", "app", "causes"], values.engine);
  for (const engine of engines) rmSync(join(folder, engine), { recursive: true, force: true });

  const { scenes, address, close } = await servePage();
  const wanted = scenes.filter(({ name }) => !values.scene || name.includes(values.scene));
  const display = await startDisplay("2600x1600");
  const session = startSession();
  const env = { ...process.env, ...display.env, ...session.env };
  const choice = {
    sizes: only(sizes, values.size),
    themes: only(themes, values.theme),
    languages: only(languages, values.lang),
    text: values.text ?? "100",
  };
  try {
    for (const engine of engines) {
      say(`Looking with ${engine}.`);
      const real = { app: lookAtApp, causes: lookAtCauses }[engine];
      if (real) await real({ folder: join(folder, engine), env, wrap: session.wrap, scene: values.scene, ...choice });
      else {
        const open = engine === "webkit" ? () => openMiniBrowser(env) : openChromium;
        await lookAtScenes({ scenes: wanted, address, open, folder: join(folder, engine), ...choice });
      }
    }
  } finally {
    await session.end();
    display.end();
    await close();
  }
  for (const engine of engines) {
    const as = engine === "causes" ? cards : undefined;
    await makeSheets(join(folder, engine), join(folder, "sheets"), engine, as);
  }
  say(`The contact sheets are in ${join("target", "look", "sheets")}.`);
});

async function lookAtScenes({ scenes, address, open, folder, languages, ...choice }) {
  let browser = await open();
  try {
    for (const scene of scenes) {
      for (const language of languages) {
        const url = `${address}?fake=${[scene.fake, language].filter(Boolean).join(",")}`;
        const look = () => lookAt(browser, scene, url, { folder, language, ...choice });
        try {
          await look();
        } catch (error) {
          // The web view's driver dies now and then; what is looked at has nothing to do with it.
          say(`${scene.name} (${language}): ${error.message}. Once more, with a new browser.`);
          await browser.close().catch(() => {});
          browser = await open();
          await look();
        }
      }
    }
  } finally {
    await browser.close();
  }
}

/** Goes the way once, in the first size, and takes the other sizes and themes from where it leads. */
async function lookAt(browser, { name, steps }, url, { folder, language, sizes, themes, text }) {
  await browser.resize(...sizes[0].split("x").map(Number));
  await browser.visit(url);
  try {
    await browser.perform(steps);
  } catch (error) {
    if (!(error instanceof Error && /waited in vain|Timeout/u.test(error.message))) throw error;
    // A way that leads nowhere is worth a picture, too: it shows where it stopped.
    say(`${name} (${language}): ${error.message}`);
  }
  for (const size of sizes) {
    await browser.resize(...size.split("x").map(Number));
    for (const theme of themes) {
      await browser.dress(theme, text);
      const place = join(folder, `${size} ${theme} ${language}`);
      mkdirSync(place, { recursive: true });
      await browser.picture(join(place, `${name}.png`));
    }
  }
}
