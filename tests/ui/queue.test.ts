// Those that wait change places by pointer and by keyboard, and each move is told.
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { id, visit } from "./browser";

const prompts = (page: Page) =>
  page
    .locator("[data-testid=job][data-state=waiting] p:first-child")
    .evaluateAll((all) => all.map((one) => one.textContent));

async function withLine(many: number) {
  const page = await visit({ fake: "paid,pace-100000" });
  for (let number = 1; number <= many; number += 1) {
    await id(page, "prompt").fill(`Number ${number}`);
    await id(page, "generate").click();
    await page.locator(`[data-testid=job] >> text="Number ${number}"`).waitFor();
  }
  return page;
}
const until = (page: Page, order: string[]) =>
  expect.poll(() => prompts(page), { timeout: 5_000 }).toEqual(order);

test("by keyboard, with every number told, and back with Escape", async () => {
  const page = await withLine(3);
  await until(page, ["Number 3", "Number 2", "Number 1"]);
  const take = async () => {
    await id(page, "job-grip").first().focus();
    await page.keyboard.press("Space");
    await page.getByText("Number 3 of 3 in line, taken.").waitFor({ state: "attached" });
    // The keys that move it are heard a moment later.
    await page.waitForTimeout(500);
    await page.keyboard.press("ArrowDown");
    await page.getByText("Now number 2 of 3.").waitFor({ state: "attached" });
  };
  await take();
  await page.keyboard.press("Escape");
  await until(page, ["Number 3", "Number 2", "Number 1"]);
  await take();
  await page.keyboard.press("ArrowDown");
  await page.getByText("Now number 1 of 3.").waitFor({ state: "attached" });
  await page.keyboard.press("Space");
  await until(page, ["Number 2", "Number 1", "Number 3"]);
});

test("by pointer", async () => {
  const page = await withLine(3);
  const middle = async (index: number) => {
    const box = await id(page, "job-grip").nth(index).boundingBox();
    if (!box) throw new Error("no box");
    return [box.x + box.width / 2, box.y + box.height / 2] as const;
  };
  const [top, bottom] = [await middle(0), await middle(2)];
  await page.mouse.move(...bottom);
  await page.mouse.down();
  await page.mouse.move(bottom[0], bottom[1] - 10);
  await page.mouse.move(...top, { steps: 8 });
  await page.mouse.up();
  await until(page, ["Number 1", "Number 3", "Number 2"]);
});
