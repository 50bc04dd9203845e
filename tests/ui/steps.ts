// How Chromium goes the way of a scene.
import type { Page } from "playwright-core";
import type { Step } from "./scenes";

export async function perform(page: Page, steps: readonly Step[]): Promise<void> {
  for (const step of steps) {
    if ("click" in step)
      await page
        .locator(step.click)
        .nth(step.nth ?? 0)
        .click();
    else if ("hover" in step)
      await page
        .locator(step.hover)
        .nth(step.nth ?? 0)
        .hover();
    else if ("fill" in step) await page.locator(step.fill).fill(step.text);
    else if ("press" in step) await page.keyboard.press(step.press);
    else if ("see" in step)
      await page
        .locator(step.see)
        .nth(step.nth ?? 0)
        .waitFor();
    else if ("gone" in step) await page.locator(step.gone).first().waitFor({ state: "detached" });
    else if ("scroll" in step) await page.locator(step.scroll).evaluate(scrollAround, step.by);
    else await page.evaluate(happen, step);
  }
}

/** Scrolls the box that an element lies in. */
function scrollAround(element: Element, by: number) {
  for (let box: Element | null = element; box; box = box.parentElement) {
    if (box.scrollHeight <= box.clientHeight || getComputedStyle(box).overflowY === "visible") continue;
    box.scrollBy(0, by);
    return;
  }
}

function happen({ happens, with: given }: { happens: string; with: unknown[] }) {
  const control = (window as unknown as { stillwake: Record<string, (...given: unknown[]) => void> })
    .stillwake;
  control[happens]?.(...given);
}
