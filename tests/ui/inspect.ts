// What can be wrong with a page that is to be seen, whatever it shows.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { expect } from "vitest";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds in the page as it stands. What floats over it belongs to no landmark, and need not. */
export async function violations(page: Page, floating = false): Promise<string[]> {
  // Evaluated by the driver, which the page's policy does not bind.
  await page.evaluate(source);
  const { violations: found, passes } = await page.evaluate((region) => {
    const { axe } = window as unknown as { axe: { run(on: object, how: object): Promise<AxeResults> } };
    // The library leads the focus around by elements that nobody is meant to meet.
    return axe.run({ exclude: [["[data-base-ui-focus-guard]"]] }, { rules: { region: { enabled: region } } });
  }, !floating);
  expect(passes.length, "axe looked at nothing").toBeGreaterThan(10);
  return found.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ""}`),
  );
}

/** Elements that stick out of the window sideways, or whose words are wider than they are. */
export function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const out: string[] = [];
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth) out.push(`the page is ${root.scrollWidth} wide`);
    for (const element of document.querySelectorAll<HTMLElement>("#root *, [role=dialog] *")) {
      const box = element.getBoundingClientRect();
      if (box.width === 0 || box.height === 0) continue;
      // The queue's bar and the row of collections scroll sideways on purpose; their words must still be held.
      const inBar = element.closest("[data-testid=queue] ul, [data-testid=collections]") !== null;
      const { clipPath, textOverflow } = getComputedStyle(element);
      // What is for screen readers only, and what ends in an ellipsis on purpose, may be cut.
      if (clipPath !== "none" || textOverflow === "ellipsis") continue;
      const name = `${element.tagName} ${element.className} ${element.textContent?.slice(0, 40)}`;
      if (!inBar && (box.right > root.clientWidth + 1 || box.left < -1)) out.push(`outside: ${name}`);
      const holdsWords = ["BUTTON", "SELECT", "LI"].includes(element.tagName);
      if (holdsWords && element.scrollWidth > element.clientWidth + 1) out.push(`cut: ${name}`);
    }
    return out;
  });
}

/** Controls in view that something else lies upon. */
export function covered(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const out: string[] = [];
    for (const control of document.querySelectorAll<HTMLElement>("button, input, select, textarea")) {
      if (control.closest("[inert], [aria-hidden=true], details:not([open])")) continue;
      const box = control.getBoundingClientRect();
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      // Where it is scrolled out of sight by what it stands in, nobody expects to reach it.
      let seen = box.width > 0 && box.height > 0 && x < innerWidth && y < innerHeight && x > 0 && y > 0;
      for (let around = control.parentElement; around && seen; around = around.parentElement) {
        if (getComputedStyle(around).overflow === "visible") continue;
        const edge = around.getBoundingClientRect();
        seen = x > edge.left && x < edge.right && y > edge.top && y < edge.bottom;
      }
      if (!seen) continue;
      const top = document.elementFromPoint(x, y);
      const floats = top?.closest("[role=dialog], [data-testid=toast], [role=presentation]");
      // A slider's field lies, unseen, inside the thumb that stands for it.
      if (!top || control.contains(top) || top.contains(control) || floats) continue;
      // What has been scrolled under a bar that stays comes out again by scrolling.
      let bar: Element | null = top;
      while (bar && getComputedStyle(bar).position !== "sticky") bar = bar.parentElement;
      if (bar && !bar.contains(control)) continue;
      out.push(`${control.outerHTML.slice(0, 120)} lies under ${top.outerHTML.slice(0, 80)}`);
    }
    return out;
  });
}
