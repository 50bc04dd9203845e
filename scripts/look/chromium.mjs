// Chromium through playwright-core, as the browser tests drive it.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { runnerImport } from "vite";
import { root, Trouble } from "../lib/run.mjs";

export async function openChromium() {
  const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
  const executablePath = places.find((place) => existsSync(place));
  if (!executablePath) throw new Trouble("No Chromium was found.");
  const { module } = await runnerImport(join(root, "tests/ui/steps.ts"), { configFile: false, logLevel: "warn" });
  const browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  const page = await browser.newPage();
  page.setDefaultTimeout(10_000);
  return {
    resize: (width, height) => page.setViewportSize({ width, height }),
    visit: async (address) => {
      await page.goto(address);
      await page.evaluate(() => {
        localStorage.clear();
        sessionStorage.clear();
      });
      await page.reload();
      await page.locator('[data-testid="onboarding"], [data-testid="nav-create"]').first().waitFor();
    },
    perform: (steps) => module.perform(page, steps),
    dress: async (theme, text) => {
      await page.evaluate(
        ([theme, text]) => {
          document.documentElement.dataset.theme = theme;
          document.documentElement.style.fontSize = `${text}%`;
          for (const moving of document.getAnimations()) if (moving instanceof CSSTransition) moving.finish();
        },
        [theme, text],
      );
      // Long enough for what enters.
      await page.waitForTimeout(200);
    },
    picture: (path) => page.screenshot({ path }),
    close: () => browser.close(),
  };
}
