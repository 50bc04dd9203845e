// The first screen: two halves, all of it in view in the smallest window, and nothing that jumps.
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { id, visit } from "./browser";

const open = (width: number, height: number, locale = "en-US", fake = "pace-20") =>
  visit({ fake, viewport: { width, height }, locale });
const still = (page: Page) => id(page, "wake").evaluate((box) => box.getBoundingClientRect().toJSON());
const scrolls = (page: Page) =>
  id(page, "onboarding").evaluate((room) => [
    room.scrollHeight - room.clientHeight,
    room.scrollWidth - room.clientWidth,
  ]);

test.each(["en-US", "zh-CN"])("fits into the smallest window without scrolling, in %s", async (locale) => {
  const page = await open(900, 600, locale);
  expect(await scrolls(page)).toEqual([0, 0]);
  expect(await still(page)).toMatchObject({ x: 0, y: 0, width: 450, height: 600 });
  expect(await id(page, "try-practice").isVisible()).toBe(true);
});

test("is two halves from 760 px on, and one above the other below that or with large text", async () => {
  const page = await open(760, 700);
  expect(await still(page)).toMatchObject({ width: 380, height: 700 });
  await page.setViewportSize({ width: 759, height: 700 });
  expect(await still(page)).toMatchObject({ x: 0, y: 0, width: 759 });
  await page.setViewportSize({ width: 2560, height: 1440 });
  expect(await still(page)).toMatchObject({ width: 1280, height: 1440 });
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.evaluate(() => {
    document.documentElement.style.fontSize = "200%";
  });
  expect(await still(page)).toMatchObject({ x: 0, width: 1280 });
  expect((await scrolls(page))[1]).toBe(0);
});

test.each(["en-US", "zh-CN"])("stays where it is whatever the answer about a key, in %s", async (locale) => {
  const page = await open(900, 600, locale);
  const place = () => id(page, "try-practice").evaluate((button) => button.getBoundingClientRect().toJSON());
  const before = await place();
  for (const key of ["wrong-key", "later-key"]) {
    await id(page, "key-input").fill(key);
    await id(page, "key-check").click();
    await page.waitForFunction(
      (tone) => document.querySelector("[data-testid=key-status] [role=status]")?.textContent !== tone,
      "",
    );
    await page.waitForTimeout(100);
    expect(await place(), key).toEqual(before);
  }
});

test("its still wakes into the film, and does so once", async () => {
  const page = await visit({ fake: "", reducedMotion: "no-preference" });
  await page.locator("[data-testid=wake][data-awake=true]").waitFor();
  const film = page.locator("[data-testid=wake] video");
  await film.evaluate((video: HTMLVideoElement) => {
    video.playbackRate = 8;
  });
  await page.waitForFunction(() => document.querySelector("video")?.ended);
  await page.waitForTimeout(500);
  expect(await film.evaluate((video: HTMLVideoElement) => video.ended)).toBe(true);
});
