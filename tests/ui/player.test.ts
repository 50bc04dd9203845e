// The player on real films: the very frame, the range gone round, films in sync, the wipe.
import type { Locator, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { calls, id, visit } from "./browser";
import { violations } from "./inspect";

async function open(fake: string, nth = 0): Promise<{ page: Page; video: Locator }> {
  const page = await visit({ fake });
  await id(page, "nav-library").click();
  await page.locator("[data-testid=clip] [data-open]").nth(nth).click();
  const video = id(page, "player");
  await video.waitFor();
  await page.waitForFunction(() => {
    const film = document.querySelector<HTMLVideoElement>("[data-testid=player]");
    return film !== null && film.readyState >= 2;
  });
  return { page, video };
}

const frameWords = (page: Page) => id(page, "player-frame").textContent();

/** The number that is drawn into each frame of that film as six bars, read from what is on screen. */
const drawnNumber = (video: Locator) =>
  video.evaluate(async (element) => {
    const film = element as HTMLVideoElement;
    while (film.seeking) await new Promise((next) => film.addEventListener("seeked", next, { once: true }));
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [film.videoWidth, film.videoHeight];
    const paper = canvas.getContext("2d");
    paper?.drawImage(film, 0, 0);
    return [0, 1, 2, 3, 4, 5]
      .map((bar) => (paper?.getImageData(10 + bar * 50 + 25, 90, 1, 1).data[0] ?? 0) > 128)
      .reduce((number, on) => number * 2 + (on ? 1 : 0), 0);
  });

describe("exact frames", () => {
  test("of a film whose rate changes, by keys and by seconds", async () => {
    const { page, video } = await open("varied");
    await page.getByText("Frame 1 / 60").waitFor();
    for (const [press, number] of [
      [".", 1],
      ["ArrowRight", 2],
      ["Shift+ArrowRight", 18],
      [",", 17],
      ["End", 59],
      ["ArrowLeft", 58],
      ["Home", 0],
    ] as const) {
      await page.keyboard.press(press);
      expect([await frameWords(page), await drawnNumber(video)], press).toEqual([
        `Frame ${number + 1} / 60`,
        number,
      ]);
    }
    // Every one of them, one after the other.
    for (let number = 1; number < 60; number += 1) {
      await page.keyboard.press(".");
      expect(await drawnNumber(video), `frame ${number}`).toBe(number);
    }
    await page.keyboard.press("c");
    await page.getByText(/^Saved as .* frame 60\.png/u).waitFor();
    expect(await calls(page, "frameSave")).toEqual([["clip-1", 59]]);
  });
});

describe("a range", () => {
  test("is gone round, from its first frame to its last, and no farther", async () => {
    const { page } = await open("varied");
    await page.getByText("Frame 1 / 60").waitFor();
    for (let step = 0; step < 10; step += 1) await page.keyboard.press(".");
    await page.keyboard.press("i");
    for (let step = 0; step < 4; step += 1) await page.keyboard.press(".");
    await page.keyboard.press("o");
    await id(page, "player-range").getByText("Frames 11 to 15").waitFor();
    await page.keyboard.press("k");
    const seen = await page.evaluate(async () => {
      const film = document.querySelector<HTMLVideoElement>("[data-testid=player]");
      const times: number[] = [];
      const until = performance.now() + 2500;
      while (film && performance.now() < until) {
        times.push(film.currentTime);
        await new Promise(requestAnimationFrame);
      }
      return { times, paused: film?.paused };
    });
    expect(seen.paused).toBe(false);
    // From 10/60 to half a second later, with a moment for the web view to hear of it.
    expect(Math.min(...seen.times)).toBeGreaterThan(0.16);
    expect(Math.max(...seen.times)).toBeLessThan(10 / 60 + 0.5 + 0.06);
    const rounds = seen.times.filter((time, at) => at > 0 && time < (seen.times[at - 1] ?? 0) - 0.2).length;
    expect(rounds).toBeGreaterThanOrEqual(3);
  });

  test("to the very end of the film is gone round as well", async () => {
    const { page, video } = await open("varied");
    await page.getByText("Frame 1 / 60").waitFor();
    await page.keyboard.press("End");
    for (let step = 0; step < 3; step += 1) await page.keyboard.press(",");
    await page.keyboard.press("i");
    await page.keyboard.press("k");
    await page.waitForTimeout(1500);
    const [time, paused] = await video.evaluate((film) => [
      (film as HTMLVideoElement).currentTime,
      (film as HTMLVideoElement).paused,
    ]);
    expect(paused).toBe(false);
    expect(time).toBeGreaterThan(3);
  });

  test("is stopped at where the loop is off, and its handles can be pulled", async () => {
    const { page, video } = await open("varied");
    await page.getByText("Frame 1 / 60").waitFor();
    await page.keyboard.press("End");
    await page.keyboard.press("i");
    await id(page, "range-clear").click();
    await page.keyboard.press("Home");
    for (let step = 0; step < 12; step += 1) await page.keyboard.press(".");
    await page.keyboard.press("o");
    await page.getByRole("button", { name: "Loop" }).click();
    await page.keyboard.press("Home");
    await page.keyboard.press("k");
    await page.waitForFunction(
      () => document.querySelector<HTMLVideoElement>("[data-testid=player]")?.paused === true,
    );
    expect(await drawnNumber(video)).toBe(12);
    expect(await frameWords(page)).toBe("Frame 13 / 60");
    const box = await id(page, "range-out").boundingBox();
    if (!box) throw new Error("no handle");
    await page.mouse.move(box.x + box.width - 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + 200, box.y + box.height / 2, { steps: 5 });
    await page.mouse.up();
    const words = (await id(page, "player-range").textContent()) ?? "";
    const last = Number(/to (\d+)$/u.exec(words)?.[1]);
    expect(last).toBeGreaterThan(18);
    // What is marked is what is seen.
    expect(await frameWords(page)).toBe(`Frame ${last} / 60`);
    expect(await drawnNumber(video)).toBe(last - 1);
  });
});

/** How far the films of a view are apart at one moment, and how far the first one is. */
const spread = (page: Page) =>
  page.evaluate(() => {
    const films = [...document.querySelectorAll<HTMLVideoElement>("[data-testid=take] video")];
    const times = films.map((film) => film.currentTime);
    return { apart: Math.max(...times) - Math.min(...times), first: times[0] ?? 0, count: films.length };
  });

describe("several films", () => {
  test("play in step, stop together, and are moved together", async () => {
    const { page } = await open("takes");
    await id(page, "takes-open").click();
    await id(page, "keep-take").nth(3).waitFor();
    await page.keyboard.press("Space");
    await page.waitForFunction(
      () => (document.querySelector<HTMLVideoElement>("[data-testid=take] video")?.currentTime ?? 0) > 1.5,
    );
    const playing = await spread(page);
    expect(playing.count).toBe(4);
    expect(playing.apart).toBeLessThan(0.15);
    await page.keyboard.press("Space");
    await page.keyboard.press("Home");
    await page.keyboard.press("Shift+ArrowRight");
    await page.waitForFunction(() =>
      [...document.querySelectorAll("video")].every(
        (film) => !film.seeking && Math.abs(film.currentTime - (1 + 0.5 / 24)) < 0.001,
      ),
    );
  });

  test("of two lengths: the shorter one holds its last frame, and both begin anew", async () => {
    const { page } = await open("varied");
    await id(page, "compare-menu").click();
    await id(page, "compare-with").first().click();
    await id(page, "compare").waitFor();
    await page.keyboard.press("End");
    const times = () =>
      page.evaluate(() => [...document.querySelectorAll("video")].map((film) => film.currentTime));
    await page.waitForFunction(() => [...document.querySelectorAll("video")].every((film) => !film.seeking));
    const [short = 0, long = 0] = await times();
    expect(long).toBeCloseTo(119.5 / 24, 2);
    expect(short).toBeGreaterThan(3.38);
    expect(short).toBeLessThan(3.43);
    await page.keyboard.press("Shift+ArrowLeft");
    await page.keyboard.press("k");
    // Through the end of the longer one, and on from the start with both.
    await page.waitForFunction(() => (document.querySelectorAll("video")[1]?.currentTime ?? 9) < 2);
    await page.waitForFunction(() => (document.querySelectorAll("video")[1]?.currentTime ?? 0) > 0.8);
    const [again = 0, other = 0] = await times();
    expect(Math.abs(again - other)).toBeLessThan(0.15);
  });

  test("are wiped by pulling the line, and nothing of it is out of reach", async () => {
    const { page } = await open("thread");
    await id(page, "compare-menu").click();
    await id(page, "compare-with").first().click();
    await page.getByRole("radio", { name: "Wipe" }).click();
    const wipe = id(page, "compare-wipe");
    const box = await wipe.boundingBox();
    if (!box) throw new Error("no divider");
    const film = await page.locator("[data-testid=take] video").first().boundingBox();
    expect(Math.abs((film?.width ?? 0) - box.width)).toBeLessThan(2);
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 3);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.2, box.y + box.height / 3, { steps: 6 });
    await page.mouse.up();
    const slider = page.getByLabel("Divider between the two clips");
    expect(Math.abs(Number(await slider.getAttribute("aria-valuenow")) - 20)).toBeLessThanOrEqual(1);
    const clipped = await page
      .locator("[data-testid=take]")
      .nth(1)
      .evaluate((take) => getComputedStyle(take.firstElementChild as Element).clipPath);
    expect(clipped).toMatch(/^inset\(0px 0px 0px (19|20|21)%\)$/u);
    expect(await violations(page)).toEqual([]);
  });

  test("give their connections back when they are left", async () => {
    const { page } = await open("takes");
    await id(page, "takes-open").click();
    await id(page, "keep-take").nth(3).waitFor();
    const held = await page.evaluateHandle(() => [...document.querySelectorAll("video")]);
    await page.keyboard.press("Escape");
    await id(page, "player").waitFor();
    expect(await held.evaluate((films) => films.map((film) => film.getAttribute("src")))).toEqual(
      Array(4).fill(null),
    );
  });
});

test("a poster that is not there is drawn by the window, once, and handed over", async () => {
  const { page } = await open("poster-missing");
  await page.waitForFunction(() => window.stillwake.calls.some((call) => call.name === "clipPoster"));
  const [[clip, jpeg]] = (await calls(page, "clipPoster")) as [[string, number[]]];
  expect(clip).toBe("clip-2");
  // A JPEG begins so, and one of a real picture is no handful of bytes.
  expect(jpeg.slice(0, 3)).toEqual([255, 216, 255]);
  expect(jpeg.length).toBeGreaterThan(1000);
  await page.waitForTimeout(500);
  expect(await calls(page, "clipPoster")).toHaveLength(1);
  await page.keyboard.press("Escape");
  const poster = page.locator("[data-clip-id=clip-2] img");
  await page.waitForFunction(
    () => (document.querySelector<HTMLImageElement>("[data-clip-id=clip-2] img")?.naturalWidth ?? 0) > 0,
  );
  expect(await poster.getAttribute("src")).toMatch(/^blob:/u);
});
