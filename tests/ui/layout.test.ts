// What must stay where it is, whatever the window's size.
import { expect, test } from "vitest";
import { id, visit } from "./browser";

const small = { viewport: { width: 900, height: 600 } };

test("the button that generates is in view in the smallest window, whatever is going on above it", async () => {
  const page = await visit({ fake: "paid,unclear,pace-20", ...small });
  await page.evaluate(() =>
    window.stillwake.drop({ name: "a.jpg" }, { type: "refused", name: "b.pdf", why: "notAPicture" }),
  );
  await id(page, "prompt").fill("A heron");
  await id(page, "generate").click();
  await page.locator("[data-testid=job][data-state=unclear]").waitFor();
  const inView = await id(page, "generate").evaluate((button) => {
    const box = button.getBoundingClientRect();
    return (
      document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)?.closest("button") === button
    );
  });
  expect(inView).toBe(true);
});

test("the queue is a bar below 1200 px and a column of 280 px from there on, with the same jobs", async () => {
  const page = await visit({ fake: "ready,hold,pace-20", viewport: { width: 1199, height: 800 } });
  await id(page, "prompt").fill("A heron");
  await id(page, "generate").click();
  await id(page, "job").waitFor();
  const box = () => id(page, "queue").evaluate((queue) => queue.getBoundingClientRect().toJSON());
  expect((await box()).bottom).toBe(800);
  expect((await box()).height).toBeLessThan(400);
  await page.setViewportSize({ width: 1200, height: 800 });
  expect(await box()).toMatchObject({ width: 280, height: 800, right: 1200 });
  expect(await id(page, "job").count()).toBe(1);
});
