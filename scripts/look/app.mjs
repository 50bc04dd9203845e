// The real program on a fresh folder: the way a new person goes, from the first screen to a played clip, with a
// picture at each stop. Practice only, so nothing leaves the computer.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { at, openProgram } from "./real.mjs";
import { until } from "./webdriver.mjs";

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

const collection = { en: "For the autumn film", "zh-CN": "秋天的短片" };

export async function lookAtApp({ folder, env, wrap, sizes, themes, languages }) {
  for (const language of languages) {
    const program = await openProgram({ env, wrap, scale: 0.2, language });
    try {
      await tour(program, { folder, sizes, themes, language });
    } finally {
      await program.close();
    }
  }
}

async function tour(web, { folder, sizes, themes, language }) {
  const stop = async (name) => {
    for (const size of sizes) {
      web.size(size);
      for (const theme of themes) {
        await web.theme(theme);
        await sleep(700);
        const place = join(folder, `${size} ${theme} ${language}`);
        mkdirSync(place, { recursive: true });
        web.shoot(join(place, `${name}.png`));
      }
    }
    web.size("1280x800");
    await sleep(200);
  };

  await web.see(at("onboarding"));
  // Long enough for the still to wake.
  await sleep(5000);
  await stop("01 first run");
  await web.click(at("try-practice"));
  await web.see(at("generate"));
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
  await arrange(web, language, stop);
  await compare(web, prompts[language][0][0], stop);
  await web.click(at("nav-settings"));
  await web.see(at("service-address"));
  await stop("16 settings");
  await web.press("?");
  await web.see('[role="dialog"]');
  await stop("17 shortcuts");
}

/** Some clips are marked and put into a collection, which is looked into. */
async function arrange(web, language, stop) {
  for (const place of [0, 1, 3]) {
    await web.hover(at("clip"), place);
    await web.click(at("clip-check"), place);
  }
  await stop("10 library, some marked");
  await web.click(at("selection-collect"));
  await web.click(at("collect-new"));
  await web.fill(at("collection-name"), collection[language]);
  await web.press("Enter");
  await web.see(at("collection"));
  await web.press("Escape");
  await web.click(at("collection"));
  await web.see(at("collection-rename"));
  await stop("11 collection");
  await web.hover(at("clip"));
  await web.click(at("clip-check"));
  await stop("12 collection, one marked");
  await web.press("Escape");
  await web.click(at("collection"));
  await web.see(at("clip"), 4);
}

/** Two takes of one press beside each other, and two clips under a wipe. */
async function compare(web, prompt, stop) {
  const before = await web.run("return document.querySelectorAll(arguments[0]).length", job("done"));
  await web.click(at("nav-create"));
  await web.fill(at("prompt"), prompt);
  await web.click(at("takes"));
  await web.click(at("takes-option"), 1);
  await web.click(at("generate"));
  await until("both takes", () => web.see(job("done"), before + 1), 120_000);
  await web.click(at("nav-library"));
  await web.click(`${at("clip")} [data-open]`);
  await web.click(at("takes-open"));
  await web.see(at("keep-take"));
  await stop("13 takes");
  // Back into the player, and out of it.
  await web.press("Escape");
  await web.gone(at("keep-take"));
  await web.press("Escape");
  await web.click(`${at("clip")} [data-open]`, 3);
  await web.click(at("compare-menu"));
  await web.click(at("compare-with"), 1);
  await web.see(at("compare"));
  await stop("14 compared");
  await web.click(`${at("compare-as-option")}[data-value="wipe"]`);
  await web.see(at("compare-wipe"));
  await stop("15 compared under a wipe");
  await web.press("Escape");
}
