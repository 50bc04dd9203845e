// The way a person goes: from the first start to a playing clip, and what they may do on it.
import { expect, test } from "vitest";
import { calls, drop, id, visit } from "./browser";

test("from the first start to a playing practice clip in three actions", async () => {
  const page = await visit({ fake: "pace-20" });
  await id(page, "try-practice").click();
  await id(page, "prompt").fill("A heron lifts off from the reeds");
  await id(page, "generate").click();
  await page.locator("[data-testid=job][data-state=done]").waitFor();
  await id(page, "stage-play").click();
  await id(page, "player-play").click();
  await page.waitForFunction(() => document.querySelector("video")?.currentTime ?? 0 > 0.2);
  expect(await page.locator("video").evaluate((video: HTMLVideoElement) => video.error)).toBeNull();
});

test("frames are stepped exactly, saved, and continued from", async () => {
  const page = await visit({ fake: "ready,library-3,pace-20" });
  await id(page, "nav-library").click();
  await id(page, "clip").first().locator("[data-open]").click();
  await page.waitForFunction(() => (document.querySelector("video")?.readyState ?? 0) >= 2);
  const frame = () => id(page, "player-frame").textContent();
  const steps: [string, string][] = [
    ["ArrowRight", "Frame 2 / 120"],
    ["Period", "Frame 3 / 120"],
    ["Comma", "Frame 2 / 120"],
    ["Shift+ArrowRight", "Frame 26 / 120"],
    ["End", "Frame 120 / 120"],
    ["Home", "Frame 1 / 120"],
  ];
  for (const [key, words] of steps) {
    await page.keyboard.press(key);
    await page.waitForFunction(() => document.querySelector("video")?.seeking === false);
    expect(await frame(), key).toBe(words);
  }
  for (let press = 0; press < 36; press += 1) await page.keyboard.press("ArrowRight");
  expect(await frame()).toBe("Frame 37 / 120");
  await id(page, "save-frame").click();
  await id(page, "continue-from-frame").click();
  await id(page, "reference").waitFor();
  expect(await calls(page, "frameSave")).toEqual([["clip-1", 36]]);
  expect(await calls(page, "framePicture")).toEqual([["clip-1", 36]]);
});

test("a composed Enter, a bare Enter and a held key never generate; Ctrl+Enter does, once", async () => {
  const page = await visit({ fake: "ready,hold,pace-20" });
  const prompt = id(page, "prompt");
  await prompt.fill("小猫");
  await page.keyboard.press("Enter");
  await prompt.evaluate((field) => {
    const press = (more: KeyboardEventInit) =>
      field.dispatchEvent(
        new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true, ...more }),
      );
    press({ isComposing: true });
    press({ repeat: true });
  });
  await id(page, "generate").focus();
  await page.keyboard.press("Enter");
  expect(await calls(page, "jobCreate")).toEqual([]);
  await prompt.focus();
  await page.keyboard.down("Control");
  for (let press = 0; press < 5; press += 1) await page.keyboard.press("Enter");
  await page.keyboard.up("Control");
  await id(page, "job").first().waitFor();
  expect(await calls(page, "jobCreate")).toHaveLength(1);
});

test("the draft outlives a reload, and the places keep what was done in them", async () => {
  const page = await visit({ fake: "ready,library-60,pace-20", viewport: { width: 900, height: 600 } });
  await drop(page, "morning.jpg");
  await id(page, "prompt").fill("Snow begins to fall");
  await id(page, "nav-library").click();
  await id(page, "clip").last().scrollIntoViewIfNeeded();
  const scroll = () =>
    id(page, "library-grid")
      .locator("xpath=../..")
      .evaluate((box) => box.scrollTop);
  const before = await scroll();
  expect(before).toBeGreaterThan(100);
  await page.keyboard.press("Control+1");
  expect(await id(page, "prompt").inputValue()).toBe("Snow begins to fall");
  await page.keyboard.press("Control+2");
  await expect.poll(scroll, { timeout: 60_000 }).toBe(before);
  await page.reload();
  expect(await id(page, "prompt").inputValue()).toBe("Snow begins to fall");
  expect(await id(page, "reference").count()).toBe(1);
});

test("what is deleted comes back with Undo, by keyboard alone", async () => {
  const page = await visit({ fake: "ready,library-5" });
  await page.keyboard.press("Control+2");
  await id(page, "clip").first().locator("[data-open]").focus();
  await page.keyboard.press("Delete");
  await id(page, "toast").waitFor();
  expect(await id(page, "clip").count()).toBe(4);
  await page.keyboard.press("F6");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => (document.activeElement as HTMLElement).dataset.testid)).toBe("undo");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelectorAll("[data-testid=clip]").length === 5);
});

test("a clip plays while the pointer rests on it and lets go when it leaves", async () => {
  const page = await visit({ fake: "ready,library-5" });
  await id(page, "nav-library").click();
  const clip = id(page, "clip").first();
  await clip.hover();
  const video = clip.locator("video");
  await video.waitFor();
  const handle = await video.elementHandle();
  await id(page, "search").hover();
  await video.waitFor({ state: "detached" });
  expect(await handle?.evaluate((element) => (element as HTMLVideoElement).getAttribute("src"))).toBeNull();
});

test("pictures dragged over the window are invited, and refused ones are named", async () => {
  const page = await visit({ fake: "paid,pace-20" });
  await page.evaluate(() => window.stillwake.drag(true));
  await page.getByText("Drop to add").waitFor();
  await page.evaluate(() =>
    window.stillwake.drop({ name: "heron.jpg" }, { type: "refused", name: "notes.pdf", why: "notAPicture" }),
  );
  await page.getByText("Drop to add").waitFor({ state: "detached" });
  expect(await id(page, "refusal").textContent()).toContain("notes.pdf");
  expect(await id(page, "reference").count()).toBe(1);
});

test("a typed key is gone from the page at once", async () => {
  const page = await visit({ fake: "no-key" });
  await id(page, "nav-settings").click();
  await id(page, "key-input").fill("canary-key-0123456789");
  await id(page, "key-check").click();
  await page.getByText("This key works.").waitFor();
  const kept = await page.evaluate(() =>
    [
      document.documentElement.outerHTML,
      ...[...document.querySelectorAll("input, textarea")].map((field) => (field as HTMLInputElement).value),
      JSON.stringify({ ...localStorage }),
      JSON.stringify({ ...sessionStorage }),
      JSON.stringify(window.stillwake.calls),
    ].join("\n"),
  );
  expect(kept).not.toContain("canary-key");
});

test("the language changes without a restart and is kept by the document", async () => {
  const page = await visit();
  await id(page, "nav-settings").click();
  await id(page, "language").locator('[data-value="zh-CN"]').click();
  await page.getByRole("heading", { name: "设置" }).waitFor();
  expect(await page.locator("html").getAttribute("lang")).toBe("zh-CN");
});

test("a lost answer is said plainly and nothing is sent again by itself", async () => {
  const page = await visit({ fake: "paid,unclear,pace-20" });
  await id(page, "prompt").fill("A heron");
  await id(page, "generate").click();
  await page.locator("[data-testid=job][data-state=unclear]").waitFor();
  expect(await id(page, "job-error").textContent()).toContain("This may have been charged.");
  expect(await calls(page, "jobCreate")).toHaveLength(1);
  expect(await calls(page, "jobResend")).toHaveLength(0);
  await page.getByRole("button", { name: "Enter its task number" }).click();
  await id(page, "job-task-number").fill("video_task_7");
  await id(page, "job-adopt").click();
  await page.locator("[data-testid=job][data-state=done]").waitFor();
});
