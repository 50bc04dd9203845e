// The rows that are measured with hands on the window: a library of a hundred thousand clips scrolled to its end,
// clips played, opened and closed again and again.
import { readdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { Trouble } from "../scripts/lib/run.mjs";
import { driven, untilItWorks } from "./driver.mjs";
import { median, pssOf } from "./harness.mjs";

const idle = 10_000;
/** Where nothing came for so long, there is nothing more. In ms. */
const patience = 10_000;
const slice = 60_000;
const played = 20;
const opened = 500;
/** The first look; caches and pools fill for longer than that, so memory is compared from half of them on. */
const first = 50;
/** One turn of a wheel moves about so many px; at 60 frames a second that is brisk. */
const step = 40;
const frames = 900;

// WebDriver's names of keys.
const [enter, escape, right, space] = ["\uE007", "\uE00C", "\uE014", " "];

/** Memory after everything was looked at and some of it played, against that of the same window before. */
export async function scrolling({ app }) {
  return driven(app.binary, app.env, async (page, processes) => {
    await page.find(`[data-testid="prompt"]`);
    await sleep(idle);
    const before = pssOf(processes());
    await page.press("nav-library");
    await page.find(`[data-testid="library-grid"] button`);
    await page.run(setUpScrolling, false);
    const clips = await scrollToTheEnd(page);
    await page.run(setUpScrolling, false);
    await toFirstTile(page);
    for (let number = 0; number < played; number += 1) await openAndClose(page, 1.5);
    await sleep(idle);
    const after = pssOf(processes());
    return {
      ratio: after / before,
      detail: `${Math.round(after)} MiB against ${Math.round(before)} MiB before; ${clips.toLocaleString("en")} clips seen`,
      how: "1 run",
    };
  });
}

/** Frames while the wall is scrolled, and while a list of the same length with nothing in it is. They take turns. */
export async function frameTimes({ app, bare }, runs) {
  const [ours, theirs] = [[], []];
  const rounds = Math.min(runs, 3);
  for (let round = 0; round < rounds; round += 1) {
    ours.push(
      await driven(app.binary, app.env, async (page) => {
        await page.press("nav-library");
        await page.find(`[data-testid="library-grid"] button`);
        await sleep(3000);
        await page.run(setUpScrolling, false);
        return page.run(scrollSteadily, step, frames);
      }),
    );
    theirs.push(
      await driven(bare.binary, {}, async (page) => {
        await page.find("body");
        await sleep(3000);
        await page.run(setUpScrolling, true);
        return page.run(scrollSteadily, step, frames);
      }),
    );
    process.stdout.write(`  ${round + 1}/${rounds}\r`);
  }
  process.stdout.write("\n");
  const p95 = (all) => median(all.map((times) => at(times, 0.95)));
  const words = (all) => `${p95(all).toFixed(1)} ms (median ${median(all.map((times) => at(times, 0.5))).toFixed(1)})`;
  return {
    ratio: p95(ours) / p95(theirs),
    detail: `${words(ours)} against ${words(theirs)}, ${step} px a frame`,
    how: `${rounds} runs of ${frames} frames each`,
  };
}

/** What is left of clips that were opened and closed again. */
export async function leaks({ app }) {
  return driven(app.binary, app.env, async (page, processes) => {
    await page.press("nav-library");
    await page.find(`[data-testid="library-grid"] button`);
    await toFirstTile(page);
    const look = async () => {
      await sleep(idle);
      const all = processes();
      return {
        memory: pssOf(all),
        handles: all.reduce((sum, { pid }) => sum + handlesOf(pid), 0),
        web: all.filter(({ program }) => program.includes("WebKitWebProcess")).length,
        all: all.length,
      };
    };
    const looks = [];
    for (let number = 1; number <= opened; number += 1) {
      await openAndClose(page, 0.1);
      if (number === first || number === opened / 2 || number === opened) looks.push({ number, ...(await look()) });
    }
    const [early, half, after] = looks;
    const words = ({ number, memory, handles, web, all }) =>
      `after ${number} ${Math.round(memory)} MiB, ${handles} handles, ${web} of ${all} processes for the page`;
    return {
      ratio: after.memory / half.memory,
      held:
        after.memory <= half.memory * 1.1 && after.handles <= early.handles + 8 && after.all <= early.all,
      detail: looks.map(words).join("; "),
      how: "1 run",
    };
  });
}

/** How many clips were seen. One call must not take longer than a driver waits. */
async function scrollToTheEnd(page) {
  for (let clips = 0; ; ) {
    const seen = await page.run(scrollOn, slice, patience);
    clips = Math.max(clips, seen.clips);
    process.stdout.write(`  ${clips} clips\r`);
    if (seen.over) return clips;
  }
}

const at = (times, share) => [...times].sort((a, b) => a - b)[Math.floor(times.length * share)];

const handlesOf = (pid) => {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return 0;
  }
};

async function toFirstTile(page) {
  await page.run(() => document.querySelector(`[data-testid="library-grid"] button`).focus());
}

/** The clip under the focus is opened, is seen to play, and is closed; then the focus goes on to the next. */
async function openAndClose(page, seconds) {
  const film = (seen, words) => until(page, words, seen, seconds);
  await page.keys(enter);
  await film(() => document.querySelector(`[data-testid="player"]`)?.readyState >= 2, "A clip was not opened.");
  await page.keys(space);
  await film(
    (least) => document.querySelector(`[data-testid="player"]`)?.currentTime > least,
    "A clip did not play.",
  );
  await page.keys(escape);
  await film(() => !document.querySelector(`[data-testid="player"]`), "The player did not close.");
  await page.keys(right);
}

const until = (page, words, seen, ...given) =>
  untilItWorks(async () => {
    if (!(await page.run(seen, ...given))) throw new Trouble(words);
  });

// What follows runs in the page, each function by itself.

/** What is scrolled: the wall's box, or a list in a bare page that is as long and has nothing in it. */
function setUpScrolling(bare) {
  let box = document.querySelector(`[data-testid="library-grid"]`);
  if (bare) {
    box = document.createElement("div");
    box.style.cssText = "position:fixed;inset:0;overflow:auto";
    const list = document.createElement("ul");
    list.style.cssText = "height:5000000px;margin:0";
    box.append(list);
    document.body.append(box);
  }
  const scrolls = (one) => one.scrollHeight > one.clientHeight + 1 && getComputedStyle(one).overflowY !== "visible";
  while (!scrolls(box)) box = box.parentElement;
  window.bench = { box, frame: () => new Promise((resolve) => requestAnimationFrame(resolve)) };
  box.scrollTop = 0;
}

/** Screen by screen, each drawn, for some time; `over` once nothing came for so long that there is nothing more. */
async function scrollOn(slice, patience) {
  const { box, frame } = window.bench;
  const begun = performance.now();
  let [clips, moved, now] = [0, begun, begun];
  while (now - begun < slice && now - moved < patience) {
    const last = [...document.querySelectorAll(`[data-testid="clip"]`)].at(-1);
    clips = Math.max(clips, Number(last?.getAttribute("aria-posinset") ?? 0));
    const { scrollTop } = box;
    box.scrollTop += box.clientHeight * 0.9;
    await frame();
    now = performance.now();
    if (box.scrollTop !== scrollTop) moved = now;
  }
  return { clips, over: now - moved >= patience };
}

/** The times from frame to frame, in ms. */
async function scrollSteadily(px, frames) {
  const { box, frame } = window.bench;
  const times = [];
  let before = await frame();
  for (let number = 0; number < frames; number += 1) {
    box.scrollTop += px;
    const now = await frame();
    times.push(now - before);
    before = now;
  }
  return times;
}
