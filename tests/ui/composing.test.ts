// An input method's keys belong to it: nothing is generated while it composes, and never by a bare Enter.
import { expect, test } from "vitest";
import { id, visit } from "./browser";

test("Generate waits until the input method is done, and is one press then", async () => {
  const page = await visit({ fake: "paid,pace-100000" });
  const created = () =>
    page.evaluate(() => window.stillwake.calls.filter((call) => call.name === "jobCreate").length);
  const devtools = await page.context().newCDPSession(page);
  await id(page, "prompt").click();
  await devtools.send("Input.imeSetComposition", { text: "bai lu", selectionStart: 6, selectionEnd: 6 });
  // The Enter that takes a candidate, also where somebody still holds Ctrl.
  for (const keys of ["Enter", "Control+Enter", "Control+Shift+Enter"]) await page.keyboard.press(keys);
  // Older web views tell of composing by this number alone.
  await page.evaluate(() => {
    const field = document.querySelector("[data-testid=prompt]");
    const press = new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, keyCode: 229, bubbles: true });
    field?.dispatchEvent(press);
  });
  expect(await created()).toBe(0);
  await devtools.send("Input.insertText", { text: "白鹭起飞" });
  expect(await id(page, "prompt").inputValue()).toContain("白鹭起飞");
  for (const keys of ["Enter", "Shift+Enter", "Alt+Enter"]) await page.keyboard.press(keys);
  expect(await created()).toBe(0);
  await page.keyboard.press("Control+Enter");
  await expect.poll(created).toBe(1);
});

test("a key that is held down is one press", async () => {
  const page = await visit({ fake: "paid,pace-100000" });
  await id(page, "prompt").fill("A heron");
  await page.keyboard.down("Control");
  // For longer than two identical presses count as one: only the key itself tells that it is held.
  for (let times = 0; times < 16; times += 1) {
    await page.keyboard.down("Enter");
    await page.waitForTimeout(100);
  }
  await page.keyboard.up("Enter");
  await page.keyboard.up("Control");
  await id(page, "job").first().waitFor();
  await page.waitForTimeout(300);
  expect(await id(page, "job").count()).toBe(1);
});
