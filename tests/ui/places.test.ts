// Every place and state, in both languages: axe finds nothing in either theme, nothing is cut off from the
// smallest window to 4K, and the layout holds with text at 200 %.
import { describe, expect, test } from "vitest";
import { visit } from "./browser";
import { covered, cutOff, violations } from "./inspect";
import { scenes } from "./scenes";
import { perform } from "./steps";

describe.each(["en-US", "zh-CN"])("%s", (locale) => {
  test.each(scenes)("$name", async ({ fake, steps }) => {
    const page = await visit({ fake, viewport: { width: 900, height: 600 }, locale });
    await perform(page, steps);
    expect.soft(await cutOff(page), "at 900x600").toEqual([]);
    expect.soft(await covered(page), "at 900x600").toEqual([]);

    const floating = (await page.locator("[role=listbox], [data-testid=tooltip]").count()) > 0;
    for (const colorScheme of ["dark", "light"] as const) {
      await page.emulateMedia({ colorScheme });
      expect.soft(await violations(page, floating), colorScheme).toEqual([]);
    }

    await page.setViewportSize({ width: 1280, height: 800 });
    expect.soft(await cutOff(page), "at 1280x800").toEqual([]);
    expect.soft(await covered(page), "at 1280x800").toEqual([]);
    await page.setViewportSize({ width: 3840, height: 2160 });
    expect.soft(await cutOff(page), "at 3840x2160").toEqual([]);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.evaluate(async () => {
      document.documentElement.style.fontSize = "200%";
      // What floats finds its new place one frame later.
      for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
    });
    expect.soft(await cutOff(page), "with text at 200 %").toEqual([]);
  });
});
