// The real program on a fresh folder: the way a new person goes, from the first screen to a played clip, with a
// picture at each stop. Practice only, so nothing leaves the computer.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { builtProgram } from "../lib/cargo.mjs";
import { Trouble } from "../lib/run.mjs";
import { openWebKit, until } from "./webdriver.mjs";

const at = (testId) => `[data-testid="${testId}"]`;
const job = (state) => `${at("job")}[data-state="${state}"]`;

const prompts = {
  en: [
    ["A lighthouse above a quiet sea at dusk, slow push in", "16:9"],
    ["Snow begins to fall on a cabin in the mountains, night, windows lit", "16:9"],
    ["A heron flies over a lake at first light, mist", "9:16"],
    ["City skyline from day to night, timelapse", "16:9"],
    ["Sailing boat at sunset", "1:1"],
  ],
  "zh-CN": [
    ["日落时分的灯塔与平静的海面，镜头缓缓推进", "16:9"],
    ["雨后的老街，灯笼一盏盏亮起来", "16:9"],
    ["清晨的湖面上一只白鹭飞过，薄雾", "9:16"],
    ["森林里的小屋，夜空中有极光", "16:9"],
    ["沙漠里的热气球，日出", "1:1"],
  ],
};

export async function lookAtApp({ folder, env, sizes, themes, languages }) {
  const binary = builtProgram("stillwake", "debug");
  if (!existsSync(binary)) throw new Trouble("Build the program first: `npm start` does.");
  for (const language of languages) {
    const home = mkdtempSync(join(tmpdir(), "stillwake-look-home-"));
    const web = await openWebKit(
      {
        ...env,
        STILLWAKE_HOME: home,
        STILLWAKE_TIME_SCALE: "0.2",
        TAURI_WEBVIEW_AUTOMATION: "true",
        LANG: "C.UTF-8",
        LANGUAGE: "en",
      },
      { binary, args: [] },
    );
    try {
      await tour(web, { folder, env, sizes, themes, language });
    } finally {
      await web.close();
      await sleep(1500);
      rmSync(home, { recursive: true, force: true, maxRetries: 3 });
    }
  }
}

async function tour(web, { folder, env, sizes, themes, language }) {
  const x = (...args) => execFileSync("xdotool", args, { env, encoding: "utf8" }).trim();
  const window = await until("the window", async () => {
    const found = x("search", "--onlyvisible", "--name", "^(Stillwake|醒帧)$").split("\n").at(-1);
    if (!found) throw new Trouble("there is none");
    return found;
  });
  const stop = async (name) => {
    for (const size of sizes) {
      x("windowsize", window, ...size.split("x"));
      x("windowmove", window, "0", "0");
      for (const theme of themes) {
        await web.run("document.documentElement.dataset.theme = arguments[0]", theme);
        await sleep(700);
        const place = join(folder, `${size} ${theme} ${language}`);
        mkdirSync(place, { recursive: true });
        // WebDriver's own screenshot can hang in this web view under Xvfb.
        execFileSync("import", ["-window", window, join(place, `${name}.png`)], { env });
      }
    }
    x("windowsize", window, "1280", "800");
    await sleep(200);
  };

  await web.see(at("onboarding"));
  // Long enough for the still to wake. The first screen follows the system's language, which is English here.
  await sleep(5000);
  if (language === "en") await stop("01 first run");
  await web.click(at("try-practice"));
  await web.see(at("generate"));
  await web.click(at("nav-settings"));
  await web.click(`${at("language")} [data-value="${language}"]`);
  await web.click(at("nav-create"));
  await stop("02 create, empty");
  let made = 0;
  for (const [prompt, shape] of prompts[language]) {
    await web.click(at(`ratio-${shape}`));
    await web.fill(at("prompt"), prompt);
    await web.click(at("generate"));
    if (made === 0) {
      await web.see(job("making"));
      await stop("03 making");
    }
    made += 1;
    const wanted = made;
    await until("the clip", () => web.see(job("done"), wanted - 1), 120_000);
    if (made === 1) await stop("04 woken");
  }
  await stop("05 create, all done");
  await web.click(at("nav-library"));
  await web.see(at("clip"), 4);
  await stop("06 library");
  await web.hover(at("clip"), 1);
  await sleep(1200);
  await stop("07 library, pointed at");
  await web.click(`${at("clip")} [data-open]`, 1);
  await web.see(at("player"));
  await stop("08 player");
  await web.press("Escape");
  await web.click(`${at("clip")} [data-open]`, 2);
  await web.see(at("player"));
  await stop("09 player, tall");
  await web.press("Escape");
  await web.click(at("nav-settings"));
  await web.see(at("service-address"));
  await stop("10 settings");
  await web.press("?");
  await web.see('[role="dialog"]');
  await stop("11 shortcuts");
}
