// The frame in a picture by pointer and wheel: it follows the hand, and never leaves the picture.
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { drop, id, visit } from "./browser";

async function filled() {
  const page = await visit({ fake: "ready,hold" });
  await drop(page, "tall.jpg");
  await id(page, "reference").waitFor();
  await id(page, "ratio-16:9").click();
  await id(page, "fit-fill").click();
  await id(page, "crop-frame").waitFor();
  return page;
}
const boxes = async (page: Page) => {
  const [frame, whole] = await Promise.all(
    ["crop-frame", "crop"].map((name) => id(page, name).boundingBox()),
  );
  if (!frame || !whole) throw new Error("no box");
  return { frame, whole };
};

test("the frame follows the pointer, stops at the edge, and comes closer with the wheel", async () => {
  const page = await filled();
  const before = await boxes(page);
  const middle = [before.frame.x + before.frame.width / 2, before.frame.y + before.frame.height / 2] as const;
  await page.mouse.move(...middle);
  await page.mouse.down();
  await page.mouse.move(middle[0], middle[1] - 60, { steps: 4 });
  await page.mouse.up();
  const moved = await boxes(page);
  expect(Math.abs(before.frame.y - 60 - moved.frame.y)).toBeLessThan(2);
  expect(moved.whole).toEqual(before.whole);
  await page.mouse.down();
  await page.mouse.move(middle[0], 0, { steps: 4 });
  await page.mouse.up();
  const { frame, whole } = await boxes(page);
  expect(Math.abs(frame.y - whole.y)).toBeLessThan(2);
  await page.mouse.move(frame.x + frame.width / 2, frame.y + frame.height / 2);
  await page.mouse.wheel(0, -100);
  await expect.poll(async () => (await boxes(page)).frame.width).toBeLessThan(frame.width * 0.95);
  const closer = (await boxes(page)).frame;
  expect(Math.abs(closer.width / closer.height - 16 / 9)).toBeLessThan(0.05);
});

test("real keys move the frame and nothing else, and settings used again bring it back", async () => {
  const page = await visit({ fake: "ready,pace-1" });
  await drop(page, "tall.jpg");
  await id(page, "reference").waitFor();
  await id(page, "ratio-16:9").click();
  await id(page, "fit-fill").click();
  const frame = id(page, "crop-frame");
  await frame.focus();
  const says = () => frame.getAttribute("aria-valuetext");
  const before = await boxes(page);
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Shift+ArrowUp");
  await expect.poll(says).toContain("23 % from the top");
  await page.keyboard.press("+");
  const moved = await boxes(page);
  expect(moved.frame.y).toBeLessThan(before.frame.y);
  expect(moved.frame.width).toBeLessThan(before.frame.width);
  expect(moved.whole).toEqual(before.whole);
  await page.keyboard.press("End");
  await page.keyboard.press("Home");
  await page.keyboard.press("Shift+ArrowDown");
  await expect.poll(says).toContain("44 % from the top");

  await id(page, "prompt").fill("A kite over the hill");
  await id(page, "generate").click();
  await page.locator('[data-testid="job"][data-state="done"]').waitFor();
  await id(page, "reference-remove").click();
  await id(page, "ratio-auto").click();
  await id(page, "nav-library").click();
  await page.locator('[data-testid="clip"] [data-open]').first().click();
  await id(page, "reuse-settings").click();
  await frame.waitFor();
  expect(await says()).toContain("44 % from the top");
  await frame.focus();
  await page.keyboard.press("Escape");
  await id(page, "stage-picture").waitFor();
});
