// Every place and every state that has a look of its own, reached the way a person reaches it.
import type { Page } from "playwright-core";
import { drop, id, type Visit, visit } from "./browser";

export interface Scene {
  name: string;
  open(how: Visit): Promise<Page>;
}

const scene = (name: string, fake: string, act: (page: Page) => Promise<unknown>): Scene => ({
  name,
  open: async (how) => {
    const page = await visit({ ...how, fake });
    await act(page);
    return page;
  },
});

const generate = async (page: Page, state: string) => {
  await id(page, "prompt").fill(
    "A heron lifts off from the reeds at first light, mist slowly parting over the water",
  );
  await id(page, "generate").click();
  await page.locator(`[data-testid=job][data-state=${state}]`).first().waitFor();
};
const library = async (page: Page) => {
  await id(page, "nav-library").click();
  await id(page, "clip").first().waitFor();
};

export const scenes: Scene[] = [
  scene("first run", "", async () => {}),
  scene("create, empty", "ready", async () => {}),
  scene("create, at work", "paid,hold,pace-20", async (page) => {
    await drop(page, "heron.jpg", "tall.jpg");
    await generate(page, "making");
  }),
  scene("create, refused and empty", "no-key,pace-20", async (page) => {
    await page.evaluate(() =>
      window.stillwake.drop({ type: "refused", name: "notes.pdf", why: "notAPicture" }),
    );
    await id(page, "generate").click();
    await page.locator("[data-testid=prompt][aria-invalid=true]").waitFor();
  }),
  scene("create, no key", "no-key,pace-20", async (page) => {
    await id(page, "prompt").fill("A heron");
    await id(page, "generate").click();
    await id(page, "generate-error").waitFor();
  }),
  scene("models", "paid", async (page) => {
    await id(page, "model-picker").click();
    await id(page, "model-option").last().waitFor();
  }),
  scene("job done", "ready,pace-20", (page) => generate(page, "done")),
  scene("job failed", "paid,fails,pace-20", (page) => generate(page, "failed")),
  scene("job unclear", "paid,unclear,pace-20", (page) => generate(page, "unclear")),
  scene("job offline", "paid,offline,pace-20", (page) => generate(page, "waiting")),
  scene("library", "ready,library-40", library),
  scene("library, empty", "ready", async (page) => {
    await id(page, "nav-library").click();
    await page.locator("[role=status] p").first().waitFor();
  }),
  scene("library, nothing found", "ready,library-5", async (page) => {
    await library(page);
    await id(page, "search").fill("zzz");
    await id(page, "filter-clear").waitFor();
    await id(page, "clip").first().waitFor({ state: "detached" });
  }),
  scene("trash", "ready,library-5", async (page) => {
    await library(page);
    await id(page, "clip").first().locator("[data-open]").focus();
    await page.keyboard.press("Delete");
    await id(page, "undo").waitFor();
    await id(page, "filter-trash").click();
    await id(page, "restore").waitFor();
  }),
  scene("player", "ready,library-5", async (page) => {
    await library(page);
    await id(page, "clip").nth(4).locator("[data-open]").click();
    await id(page, "player").waitFor();
  }),
  scene("player, file missing", "ready,library-5,missing", async (page) => {
    await library(page);
    await id(page, "clip").first().locator("[data-open]").click();
    await id(page, "player-frame").waitFor();
  }),
  scene("settings", "paid,keyring-locked", async (page) => {
    await id(page, "nav-settings").click();
    await id(page, "service-address").fill("ftp://nope");
    await id(page, "service-address").press("Enter");
    await page.locator("[data-testid=service-address][aria-invalid=true]").waitFor();
  }),
  scene("shortcuts", "ready", async (page) => {
    await page.keyboard.press("?");
    await page.getByRole("dialog").waitFor();
  }),
];
