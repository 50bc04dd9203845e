// The pictures change places by pointer and by keyboard, and each move is told.
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { drop, id, visit } from "./browser";

/** Without the number and without what they are to the model, which both stand in their names. */
const names = (page: Page) =>
  page
    .locator("[data-testid=reference-hold]")
    .evaluateAll((held) =>
      held.map((one) => /^Picture \d: (\S+)\. Reference\.$/u.exec(one.ariaLabel ?? "")?.[1]),
    );

async function withThree() {
  const page = await visit({ fake: "ready,hold" });
  await drop(page, "a.jpg", "b.jpg", "c.jpg");
  await id(page, "reference-hold").nth(2).waitFor();
  expect(await names(page)).toEqual(["a.jpg", "b.jpg", "c.jpg"]);
  return page;
}

/** Takes a picture in hand; the keys that move it are heard a moment later. */
async function take(page: Page, index: number) {
  await id(page, "reference-hold").nth(index).focus();
  await page.keyboard.press("Space");
  await page.getByText(`Picture ${index + 1} of 3 taken.`).waitFor({ state: "attached" });
  await page.waitForTimeout(500);
}

test("by keyboard, with every place told, and back with Escape", async () => {
  const page = await withThree();
  await take(page, 0);
  await page.keyboard.press("ArrowRight");
  await page.getByText("Now at place 2 of 3.").waitFor({ state: "attached" });
  await page.keyboard.press("ArrowRight");
  await page.getByText("Now at place 3 of 3.").waitFor({ state: "attached" });
  await page.keyboard.press("Space");
  await page.waitForFunction(() =>
    /: a\.jpg\./u.test(
      [...document.querySelectorAll("[data-testid=reference-hold]")].at(-1)?.getAttribute("aria-label") ?? "",
    ),
  );
  expect(await names(page)).toEqual(["b.jpg", "c.jpg", "a.jpg"]);
  await take(page, 0);
  await page.keyboard.press("ArrowRight");
  await page.getByText("Now at place 2 of 3.").waitFor({ state: "attached" });
  await page.keyboard.press("Escape");
  expect(await names(page)).toEqual(["b.jpg", "c.jpg", "a.jpg"]);
});

test("by pointer, while a click that does not move changes nothing", async () => {
  const page = await withThree();
  const middle = async (index: number) => {
    const box = await id(page, "reference-hold").nth(index).boundingBox();
    if (!box) throw new Error("no box");
    return [box.x + box.width / 2, box.y + box.height / 2] as const;
  };
  const [first, last] = [await middle(0), await middle(2)];
  await page.mouse.click(...first);
  expect(await names(page)).toEqual(["a.jpg", "b.jpg", "c.jpg"]);
  await page.mouse.move(...last);
  await page.mouse.down();
  await page.mouse.move(last[0] - 10, last[1]);
  await page.mouse.move(...first, { steps: 8 });
  await page.mouse.up();
  await page.waitForFunction(() =>
    /: c\.jpg\./u.test(
      document.querySelector("[data-testid=reference-hold]")?.getAttribute("aria-label") ?? "",
    ),
  );
  expect(await names(page)).toEqual(["c.jpg", "a.jpg", "b.jpg"]);
});
