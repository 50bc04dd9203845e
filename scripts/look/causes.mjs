// Every cause of troubles.mjs through the real program: the practice gateway plays a service that goes wrong, and each
// job's card is photographed in both languages. Knows names and states of the page, never its words, so that the words
// can change. What a job became is printed beside its cause.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { say, Trouble } from "../lib/run.mjs";
import { at, openProgram, openService } from "./real.mjs";
import { troubles } from "./troubles.mjs";
import { until } from "./webdriver.mjs";

const over = new Set(["failed", "unclear", "stopped", "done"]);
const note = `${at("job-note")}, ${at("queue-hold")}`;
const cardOf = (id) => `${at("job")}[data-job-id="${id}"]`;
/** How long a cause may take to show, ms: 15 minutes, as short as the scale makes them, and some. */
const PATIENCE = 25_000;
/** A minute of waiting takes 0.6 s. */
const SCALE = 0.01;

export async function lookAtCauses({ folder, env, wrap, languages, scene }) {
  const wanted = troubles.filter(({ name }) => !scene || name.includes(scene));
  const together = wanted.filter((trouble) => !trouble.alone);
  const groups = [together, ...wanted.filter((trouble) => trouble.alone).map((one) => [one])];
  const found = [];
  for (const group of groups.filter((one) => one.length > 0)) {
    found.push(...(await lookAtGroup(group, { folder, env, wrap, languages })));
  }
  for (const { name, state, shown } of found.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    console.log(`${name.padEnd(46)} ${state.padEnd(8)} ${shown ? "" : "NOT SHOWN"}`);
  }
}

async function lookAtGroup(group, { folder, env, wrap, languages }) {
  const files = mkdtempSync(join(tmpdir(), "stillwake-look-files-"));
  const service = await openService("--pace-ms", "50", "--no-mark");
  const web = await openProgram({ env, wrap, scale: SCALE, language: "en" });
  try {
    // Tall, so that even a long card is in view as a whole.
    web.size("1280x1400");
    await web.click(at("try-practice"));
    await connect(web, service);
    const found = [];
    for (const trouble of group) found.push(await provoke(web, service, trouble, files));
    for (const one of found) one.shown = await shows(web, one);
    for (const language of languages) {
      await web.language(language);
      await web.theme("light");
      await sleep(400);
      const place = join(folder, language);
      mkdirSync(place, { recursive: true });
      for (const { id, name } of found) await portray(web, id, join(place, `${name}.png`));
    }
    if (found.length > 1) await openDetails(web, found, folder, languages);
    return found;
  } finally {
    await web.close();
    service.end();
    rmSync(files, { recursive: true, force: true });
  }
}

/** Out of practice, to the service's address, with its key. */
async function connect(web, { address, key }) {
  await web.click(at("nav-settings"));
  await web.click(at("practice"));
  await web.fill(at("service-address"), address);
  await web.press("Tab");
  await sleep(300);
  await web.fill(at("key-input"), key);
  await web.click(at("key-check"));
  await sleep(600);
}

/** Scripts one misfortune, orders one clip, and waits for what becomes of it. */
async function provoke(web, service, trouble, files) {
  const id = `video_task_${trouble.name.replace(/[^a-z0-9]+/gu, "_")}`;
  // What was scripted before stays: jobs that go on are asked about until their picture is taken.
  await service.tell(...scriptOf(trouble, service.address, id));
  if (trouble.gone) {
    await service.tell({ stop: true });
    await sleep(300);
  }
  await web.click(at("nav-create"));
  if (trouble.picture) {
    web.drop(drawnPicture(files));
    await web.see(at("reference"));
  }
  if (trouble.disk === "gone") renameSync(join(web.home, "clips"), join(web.home, "elsewhere"));
  const before = (await jobs(web)).length;
  await web.fill(at("prompt"), trouble.name.replace(/^\d+ /u, ""));
  await web.click(at("generate"));
  const job = await until("the job's card", async () => {
    const all = await jobs(web);
    if (all.length === before) throw new Trouble("there is no new one");
    return all[0];
  });
  // Every byte that is written there finds the disk full; the clip is not ready so soon.
  if (trouble.disk === "full") symlinkSync("/dev/full", join(web.home, "clips", `.${job.id}.part`));
  const state = await settled(web, job.id, trouble);
  if (trouble.picture) await web.click(at("reference-remove"));
  return { ...trouble, id: job.id, state };
}

function scriptOf({ create, query, slow, link, content, upload }, address, id) {
  const always = (on, answer) => ({ on, answer: { times: 0, ...fill(answer, id) } });
  const made = { id, status: "processing", status_update_time: Math.round(Date.now() / 1000) };
  // Where clips lie no key is needed, so that a link without one finds its script.
  const place = `/clips/${id}.mp4`;
  const done = { id, status: "completed", video_url: `${address}${place}` };
  const lines = [];
  if (upload) lines.push(always("upload", upload));
  if (create) return [...lines, { on: "create", answer: fill(create, id) }];
  if (!query && !link) return lines;
  lines.push({ on: "create", answer: { body: made } });
  if (slow) lines.push({ on: { query_of: id }, answer: { body: made, times: slow } });
  lines.push(always({ query_of: id }, query ?? { body: done }));
  if (link) lines.push(always({ path: place }, link));
  if (content) lines.push(always({ path: `/v1/videos/${id}/content` }, content));
  return lines;
}

/** The gateway fills in the numbers of its own tasks; these are ours. */
function fill(answer, id) {
  return JSON.parse(JSON.stringify(answer).replaceAll("{{id}}", id));
}

const jobs = (web) =>
  web.run(
    `return [...document.querySelectorAll('${at("job")}')].map(({ dataset }) => ({ id: dataset.jobId, state: dataset.state }))`,
  );

/** Waits for the end of a job, or for a note where the job goes on waiting; late is told, not fatal. */
async function settled(web, id, { name, holds }) {
  const now = async () => (await jobs(web)).find((job) => job.id === id)?.state ?? "gone";
  try {
    return await until(
      name,
      async () => {
        const state = await now();
        const noted = holds && (await web.run("return Boolean(document.querySelector(arguments[0]))", note));
        if (!over.has(state) && !noted) throw new Trouble(`it is ${state}`);
        return state;
      },
      PATIENCE,
    );
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    say(error.message);
    return now();
  }
}

/** Whether the card, or the line above all cards, says what is wrong. */
const shows = (web, { id }) =>
  web.run(
    "return Boolean(document.querySelector(arguments[0]) ?? document.querySelector(arguments[1]))",
    `${cardOf(id)} ${at("job-error")}, ${cardOf(id)} ${at("job-note")}`,
    at("queue-hold"),
  );

/** The card alone, or from the line that is said above all cards down to it. */
async function portray(web, id, path) {
  const part = await web.run(
    `const card = document.querySelector(arguments[0]);
    card.scrollIntoView({ block: "nearest" });
    const above = document.querySelector(arguments[1]);
    const boxes = [card, ...(above ? [above] : [])].map((one) => one.getBoundingClientRect());
    const edge = (name, pick) => Math.round(pick(...boxes.map((box) => box[name])));
    const [x, y] = [edge("left", Math.min) - 6, edge("top", Math.min) - 6];
    return { x, y, width: edge("right", Math.max) + 6 - x, height: edge("bottom", Math.max) + 6 - y }`,
    cardOf(id),
    at("queue-hold"),
  );
  await sleep(250);
  web.shoot(path, part);
}

/** One card of each kind with its technical side open. */
async function openDetails(web, found, folder, languages) {
  for (const state of ["failed", "unclear"]) {
    const one = found.find((job) => job.state === state);
    if (!one) continue;
    // The disclosure is the one button of the card that says whether it is open and holds no name.
    const door = `${cardOf(one.id)} ${at("job-error")} button[aria-expanded]:not([data-testid])`;
    const doors = await web.run("return document.querySelectorAll(arguments[0]).length", door);
    await web.click(door, doors - 1);
    await sleep(500);
    for (const language of languages) {
      await web.language(language);
      await sleep(400);
      await portray(web, one.id, join(folder, language, `${one.name}, details.png`));
    }
  }
}

function drawnPicture(files) {
  const path = join(files, "hills.jpg");
  execFileSync("convert", ["-size", "1200x800", "gradient:#f0c080-#305080", path]);
  return path;
}
