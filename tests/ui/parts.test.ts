// The page of all parts in all states: axe finds nothing in either theme and language, nothing is cut off
// in a narrow window or with text at 200 %, and what floats, moves and answers does so as it should.
import type { Page } from "playwright-core";
import { describe, expect, inject, test } from "vitest";
import { id, type Visit, visit } from "./browser";
import { covered, cutOff, violations } from "./inspect";

async function parts(query = "theme=dark", how: Visit = {}): Promise<Page> {
  const page = await visit(how);
  await page.goto(`${inject("address")}parts.html?${query}`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  return page;
}

const style = (page: Page, testId: string, property: string) =>
  id(page, testId).evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);

describe.each(["en", "zh-CN"])("%s", (lang) => {
  test.each(["light", "dark"])("%s", async (theme) => {
    const page = await parts(`theme=${theme}&lang=${lang}`, { viewport: { width: 900, height: 600 } });
    expect.soft(await page.locator("html").getAttribute("lang")).toBe(lang);
    expect.soft(await cutOff(page), "at 900x600").toEqual([]);
    expect.soft(await covered(page), "at 900x600").toEqual([]);
    expect.soft(await violations(page)).toEqual([]);
    await page.evaluate(() => {
      document.documentElement.style.fontSize = "200%";
    });
    expect.soft(await cutOff(page), "with text at 200 %").toEqual([]);
  });
});

test.each(["light", "dark"])(
  "what floats is seen and read by %s, and brings no style of its own",
  async (theme) => {
    const page = await parts(`theme=${theme}`);
    const floats: [string, string][] = [
      ["select", "[role=listbox]"],
      ["select-inline", "[role=listbox]"],
      ["menu", "[role=menu]"],
      ["ask-open", "[role=alertdialog]"],
      ["popover", "[role=dialog]"],
      ["sheet", "[role=dialog]"],
    ];
    for (const [trigger, float] of floats) {
      await id(page, trigger).focus();
      await page.keyboard.press("Enter");
      await page.locator(float).filter({ visible: true }).waitFor();
      expect.soft(await violations(page, true), trigger).toEqual([]);
      expect.soft(await cutOff(page), trigger).toEqual([]);
      await page.keyboard.press("Escape");
      // A select keeps its list for the next time, out of sight.
      await page.locator(float).filter({ visible: true }).waitFor({ state: "detached" });
      expect(await focused(page), trigger).toBe(trigger);
    }
    await id(page, "say-undo").click();
    await id(page, "toast").waitFor();
    expect.soft(await violations(page, true), "toast").toEqual([]);
    await id(page, "icon-reason").hover();
    await id(page, "tooltip").waitFor();
    expect.soft(await violations(page, true), "tooltip").toEqual([]);
    expect(await page.locator("style, script:not([src])").count()).toBe(0);
  },
);

test("a message is undone by keyboard, and the focus goes back", async () => {
  const page = await parts();
  await id(page, "say-undo").focus();
  await page.keyboard.press("Enter");
  await id(page, "undo").waitFor();
  await page.keyboard.press("F6");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  expect(await focused(page)).toBe("undo");
  await page.keyboard.press("Enter");
  await page.getByText("Prompt copied.").waitFor();
  await page.getByText("Moved to trash.").waitFor({ state: "detached" });
  expect(await focused(page)).toBe("say-undo");
});

test("what cannot be used is reached by keyboard and says why", async () => {
  const page = await parts();
  for (const [testId, words] of [
    ["button-reason", "Veo 3 does not take this shape."],
    ["icon-reason", "The file is missing."],
    ["select-reason", "Veo 3 does not take this shape."],
  ] as const) {
    await id(page, testId).focus();
    // The focus counts as the keyboard's once a key was pressed.
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Tab");
    await id(page, "tooltip").getByText(words).waitFor();
    expect(await focused(page)).toBe(testId);
    await page.keyboard.press("Escape");
    // That of the thing passed on the way may still be on its way out.
    await expect.poll(() => id(page, "tooltip").count(), { timeout: 5_000 }).toBe(0);
  }
});

test("the keyboard's place is always to be seen: 2 px of dawn with a gap of 2", async () => {
  const page = await parts();
  const ring = await page.evaluate(() => {
    const probe = document.createElement("p");
    probe.style.color = "var(--dawn-line)";
    document.body.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  });
  const missing: string[] = [];
  let steps = 0;
  await page.locator("body").focus();
  for (; steps < 200; steps += 1) {
    await page.keyboard.press("Tab");
    const shown = await page.evaluate(() => {
      const now = document.activeElement as HTMLElement;
      if (now === document.body) return null;
      // A slider's focus is on an input that is not seen; its thumb wears the ring.
      const seen = now instanceof HTMLInputElement && now.type === "range" ? now.parentElement : now;
      const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(seen ?? now);
      const picture = now.closest("[data-state='on a picture']") !== null;
      return { name: now.outerHTML.slice(0, 120), outlineStyle, outlineWidth, outlineColor, picture };
    });
    if (!shown) break;
    const dawn = shown.picture || shown.outlineColor === ring;
    if (shown.outlineStyle !== "solid" || shown.outlineWidth !== "2px" || !dawn) missing.push(shown.name);
  }
  expect(missing).toEqual([]);
  expect(steps).toBeGreaterThan(50);
});

test("the pointer changes one thing at a button, and nothing at one that rests", async () => {
  const page = await parts();
  const before = await style(page, "popover", "background-color");
  await id(page, "popover").hover();
  expect(await style(page, "popover", "background-color")).not.toBe(before);
  const resting = await style(page, "button-reason", "background-color");
  await id(page, "button-reason").hover();
  expect(await style(page, "button-reason", "background-color")).toBe(resting);
});

test("nothing moves for those who ask for it, in the system or on the page", async () => {
  const moving = (page: Page) => page.evaluate(() => document.getAnimations().length);
  const lively = await parts("theme=dark", { reducedMotion: "no-preference" });
  expect(await moving(lively)).toBeGreaterThan(0);
  const asked = await parts("theme=dark&motion=reduced", { reducedMotion: "no-preference" });
  expect(await moving(asked)).toBe(0);
  const system = await parts("theme=dark", { reducedMotion: "reduce" });
  expect(await moving(system)).toBe(0);
  expect(await style(system, "sheet", "transition-duration")).toBe("0s");
});

function focused(page: Page) {
  return page.evaluate(() => (document.activeElement as HTMLElement).dataset.testid);
}
