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
