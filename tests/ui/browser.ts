// One browser per test file, one fresh page per test. A page that logs an error or breaks the policy fails.
import { existsSync } from "node:fs";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject } from "vitest";
import type { FakeControl } from "../../ui/src/platform/fake";

declare global {
  interface Window {
    stillwake: FakeControl;
  }
}

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

let browser: Browser;
let complaints: string[] = [];
const closers: (() => Promise<void>)[] = [];

beforeAll(async () => {
  const executablePath = process.env.STILLWAKE_CHROMIUM ?? PLACES.find((place) => existsSync(place));
  if (!executablePath) throw new Error("no Chromium found; install it, or name it in STILLWAKE_CHROMIUM");
  // Without a profile of its own Playwright makes an empty one and removes it afterwards.
  browser = await chromium.launch({ executablePath, headless: true, args: FLAGS });
});

afterAll(async () => {
  await browser?.close();
});

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
  const said = complaints;
  complaints = [];
  expect(said, "the page complained").toEqual([]);
});

export interface Visit extends BrowserContextOptions {
  /** Scenarios of the made-up platform. */
  fake?: string;
}

export async function visit({ fake = "ready,pace-20", ...options }: Visit = {}): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: "en-US",
    colorScheme: "dark",
    reducedMotion: "reduce",
    ...options,
  });
  closers.push(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  await page.goto(`${inject("address")}?fake=${fake}`);
  await page.locator("[data-testid=onboarding], [data-testid=nav-create]").first().waitFor();
  return page;
}

export const id = (page: Page, name: string) => page.getByTestId(name);

/** What reached the platform so far, by name. */
export function calls(page: Page, name: string): Promise<unknown[][]> {
  return page.evaluate((wanted) => {
    const all = window.stillwake.calls.filter((call) => call.name === wanted);
    return all.map((call) => call.with);
  }, name);
}

/** Drops pictures the way the shell tells of them. */
export function drop(page: Page, ...names: string[]): Promise<void> {
  return page.evaluate((given) => window.stillwake.drop(...given.map((name) => ({ name }))), names);
}
