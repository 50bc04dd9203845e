// The library under a real pointer and a real scroll: what is in the page, what stays where it is, and what can be
// drawn around and carried.
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { calls, id, visit } from "./browser";
import { violations } from "./inspect";

async function library(fake: string, viewport = { width: 1280, height: 800 }): Promise<Page> {
  const page = await visit({ fake, viewport });
  await id(page, "nav-library").click();
  await id(page, "clip").first().waitFor();
  return page;
}

const frames = (page: Page, count = 3) =>
  page.evaluate(async (wanted) => {
    for (let frame = 0; frame < wanted; frame += 1) await new Promise(requestAnimationFrame);
  }, count);

/** The scrolling box of the wall. */
const wall = (page: Page) => id(page, "library-grid").locator("xpath=../..");

/** Where the tiles are on the screen, by their clips. */
const places = (page: Page) =>
  id(page, "clip").evaluateAll((tiles) =>
    Object.fromEntries(
      tiles.map((tile) => {
        const { left, top } = tile.getBoundingClientRect();
        return [(tile as HTMLElement).dataset.clipId ?? "", [Math.round(left), Math.round(top)]];
      }),
    ),
  );

const selected = (page: Page) =>
  page
    .locator("[data-testid=clip][data-selected=true]")
    .evaluateAll((tiles) => tiles.map((tile) => (tile as HTMLElement).dataset.clipId));

async function box(page: Page, selector: string) {
  const found = await page.locator(selector).first().boundingBox();
  if (!found) throw new Error(`${selector} is nowhere`);
  return found;
}
const tile = (number: number) => `[data-clip-id="clip-${number}"]`;
const middle = async (page: Page, selector: string) => {
  const { x, y, width, height } = await box(page, selector);
  return [x + width / 2, y + height / 2] as const;
};

describe("a wall of thousands", () => {
  test("asks for no pictures while it rushes by, and for all that are seen once it stays", async () => {
    const page = await library("ready,library-4000");
    const posters = page.locator("[data-testid=clip-poster]");
    await posters.first().waitFor();
    const rushed = await wall(page).evaluate(async (element) => {
      const seen = new Set<string>();
      for (let step = 0; step < 60; step += 1) {
        element.scrollBy(0, element.clientHeight * 1.5);
        await new Promise(requestAnimationFrame);
        // The first one begins at rest.
        for (const one of document.querySelectorAll("[data-testid=clip-poster]"))
          if (step > 5) seen.add(one.closest<HTMLElement>("[data-clip-id]")?.dataset.clipId ?? "");
      }
      return seen.size;
    });
    expect(rushed).toBeLessThan(5);
    await expect.poll(async () => (await posters.count()) === (await id(page, "clip").count())).toBe(true);
  });

  test("hands no tile's place down to what is in it", async () => {
    const page = await library("ready,library-5");
    const handed = await id(page, "clip")
      .first()
      .evaluate((tile) =>
        ["--left", "--top", "--width", "--height"].map((name) => [
          getComputedStyle(tile).getPropertyValue(name) !== "",
          getComputedStyle(tile.querySelector("button") as Element).getPropertyValue(name),
        ]),
      );
    expect(handed).toEqual(Array(4).fill([true, ""]));
  });

  test("has few tiles in the page wherever one is, and no hole where one looks", async () => {
    const page = await library("ready,library-4000");
    let most = 0;
    for (let step = 0; step < 40; step += 1) {
      await wall(page).evaluate((element) => element.scrollBy(0, 3000));
      await frames(page, 4);
      const now = await page.evaluate(() => {
        const tiles = [...document.querySelectorAll("[data-testid=clip]")];
        const bar = document.querySelector("[data-floats]")?.getBoundingClientRect().bottom ?? 0;
        // Every row in view reaches from edge to edge, so a line down the middle meets a tile or a gap of 8.
        let holes = 0;
        for (let y = bar + 4; y < innerHeight - 4; y += 12) {
          const hit = [y, y + 9].some((at) =>
            tiles.some((one) => {
              const { left, right, top, bottom } = one.getBoundingClientRect();
              return left < 300 && right > 200 && top <= at && bottom >= at;
            }),
          );
          if (!hit) holes += 1;
        }
        return { count: tiles.length, holes };
      });
      most = Math.max(most, now.count);
      expect(now.holes, `after ${step} steps`).toBe(0);
    }
    expect(most).toBeLessThan(150);
    expect(most).toBeGreaterThan(15);
  });

  test("End goes on page by page, Home comes back, and the page keys go by what one sees", async () => {
    const page = await library("ready,library-400");
    await page.locator(`${tile(1)} [data-open]`).focus();
    const focused = () =>
      page.evaluate(() => document.activeElement?.closest<HTMLElement>("[data-clip-id]")?.dataset.clipId);
    const inView = async () => {
      const { y, height } = await box(page, `${tile(Number((await focused())?.slice(5)))}`);
      const bar = await page.evaluate(
        () => document.querySelector("[data-floats]")?.getBoundingClientRect().bottom ?? 0,
      );
      expect(y).toBeGreaterThanOrEqual(bar);
      expect(y + height).toBeLessThanOrEqual(800);
    };
    await page.keyboard.press("PageDown");
    await inView();
    const first = Number((await focused())?.slice(5));
    expect(first).toBeGreaterThan(6);
    expect(first).toBeLessThan(16);
    await page.keyboard.press("PageUp");
    expect(await focused()).toBe("clip-1");
    await inView();
    const ends: (string | undefined)[] = [];
    for (let times = 0; times < 6; times += 1) {
      await page.keyboard.press("End");
      await frames(page, 6);
      ends.push(await focused());
      await inView();
    }
    expect(ends[0]).toBe("clip-60");
    expect(ends.at(-1)).toBe("clip-400");
    await page.keyboard.press("Home");
    expect(await focused()).toBe("clip-1");
    await inView();
  });

  test("what one looks at stays where it is, to the pixel, when clips come above", async () => {
    const page = await library("ready,library-400,pace-250");
    await id(page, "nav-create").click();
    await id(page, "prompt").fill("A heron");
    await id(page, "takes").click();
    await id(page, "takes-option").nth(2).click();
    await id(page, "generate").click();
    await id(page, "nav-library").click();
    await wall(page).evaluate((element) => element.scrollBy(0, 3011));
    await frames(page, 6);
    const before = await places(page);
    await page.locator("[data-testid=job][data-state=done]").nth(2).waitFor();
    await page.getByText("403 clips").waitFor();
    await frames(page, 6);
    const after = await places(page);
    const seen = Object.keys(before).filter((name) => {
      const top = before[name]?.[1] ?? 0;
      return top > -100 && top < 790;
    });
    expect(seen.length).toBeGreaterThan(8);
    for (const name of seen) expect(after[name], name).toEqual(before[name]);
    // At the top they are what one sees first, in rows that are full.
    await wall(page).evaluate((element) => element.scrollTo(0, 0));
    await page.locator("[data-clip-id=clip-job-3]").waitFor();
    const firsts = await id(page, "clip").evaluateAll((tiles) =>
      tiles.slice(0, 4).map((tile) => (tile as HTMLElement).dataset.clipId),
    );
    expect(firsts).toEqual(["clip-job-3", "clip-job-2", "clip-job-1", "clip-1"]);
  });

  test("at the top new clips are what one sees", async () => {
    const page = await library("ready,library-40,pace-250");
    await id(page, "nav-create").click();
    await id(page, "prompt").fill("A heron");
    await id(page, "generate").click();
    await id(page, "nav-library").click();
    await page.locator("[data-clip-id=clip-job-1][data-fresh=true]").waitFor();
    expect(await wall(page).evaluate((element) => element.scrollTop)).toBe(0);
    expect(await page.locator("[data-testid=clip][data-fresh=true]").count()).toBe(1);
  });

  test("the player and another place are left to where one was, with the focus on the clip", async () => {
    const page = await library("ready,library-400");
    await wall(page).evaluate((element) => element.scrollBy(0, 2600));
    await frames(page, 6);
    const scrolled = () => wall(page).evaluate((element) => element.scrollTop);
    const was = await scrolled();
    const name = await page.evaluate(() => {
      const at = document.elementFromPoint(400, 400)?.closest<HTMLElement>("[data-clip-id]");
      return at?.dataset.clipId ?? "";
    });
    await page.locator(`[data-clip-id="${name}"] [data-open]`).click();
    await id(page, "player").waitFor();
    await page.keyboard.press("Escape");
    await id(page, "player").waitFor({ state: "detached" });
    await frames(page);
    expect(await scrolled()).toBe(was);
    expect(
      await page.evaluate(
        () => document.activeElement?.closest<HTMLElement>("[data-clip-id]")?.dataset.clipId,
      ),
    ).toBe(name);
    await id(page, "nav-settings").click();
    await id(page, "service-address").waitFor();
    await id(page, "nav-library").click();
    await frames(page);
    expect(await scrolled()).toBe(was);
  });
});

describe("an area", () => {
  test("selects what it touches, also while it scrolls on, and a press on the ground lets go", async () => {
    const page = await library("ready,library-200");
    const from = await box(page, tile(2));
    // In the gap between the first clip and the second.
    await page.mouse.move(from.x - 4, from.y + 40);
    await page.mouse.down();
    await page.mouse.move(from.x + 60, from.y + 80, { steps: 4 });
    await id(page, "marquee").waitFor();
    expect(await selected(page)).toEqual(["clip-2"]);
    await page.mouse.move(from.x - 60, from.y + from.height + 60, { steps: 4 });
    expect((await selected(page)).length).toBeGreaterThan(1);
    await page.mouse.move(from.x + 60, 798, { steps: 4 });
    await page.waitForFunction(
      () =>
        Number(document.querySelector("[data-testid=selection-count]")?.textContent?.match(/\d+/u)?.[0]) > 14,
    );
    await page.mouse.up();
    await id(page, "marquee").waitFor({ state: "detached" });
    expect(await id(page, "player").count()).toBe(0);
    const count = Number((await id(page, "selection-count").textContent())?.match(/\d+/u)?.[0]);
    expect(count).toBeGreaterThan(14);

    await wall(page).evaluate((element) => element.scrollTo(0, 0));
    await frames(page, 4);
    await page.mouse.click(from.x - 4, from.y + 40);
    expect(await selected(page)).toEqual([]);
  });

  test("adds with Ctrl, and Esc takes it back", async () => {
    const page = await library("ready,library-40");
    await page.locator(`${tile(1)} [data-open]`).click({ modifiers: ["Control"] });
    const from = await box(page, tile(3));
    const draw = async () => {
      await page.keyboard.down("Control");
      await page.mouse.move(from.x - 4, from.y + 40);
      await page.mouse.down();
      await page.mouse.move(from.x + 60, from.y + 80, { steps: 4 });
      await page.keyboard.up("Control");
    };
    await draw();
    await page.keyboard.press("Escape");
    await page.mouse.up();
    expect(await selected(page)).toEqual(["clip-1"]);
    await draw();
    await page.mouse.up();
    expect(await selected(page)).toEqual(["clip-1", "clip-3"]);
  });
});

describe("carrying", () => {
  test("a clip into a collection, and all that are selected", async () => {
    const page = await library("collections");
    const carry = async (from: string, to: string) => {
      await page.mouse.move(...(await middle(page, from)));
      await page.mouse.down();
      const [x, y] = await middle(page, to);
      await page.mouse.move(x, y, { steps: 8 });
    };
    await carry(tile(5), "[data-collection-id=collection-4]");
    await id(page, "drag-ghost").waitFor();
    expect(await page.locator("[data-over=true]").getAttribute("data-collection-id")).toBe("collection-4");
    await page.mouse.up();
    await page.getByText("1 clip added to Someday.").waitFor();
    expect(await calls(page, "collectionAdd")).toEqual([["collection-4", ["clip-5"]]]);
    expect(await id(page, "player").count()).toBe(0);

    for (const number of [1, 2])
      await page.locator(`${tile(number)} [data-open]`).click({ modifiers: ["Control"] });
    await carry(tile(2), "[data-collection-id=collection-4]");
    expect(await id(page, "drag-ghost").textContent()).toBe("2");
    await page.mouse.up();
    await page.getByText("2 clips added to Someday.").waitFor();
    expect((await calls(page, "collectionAdd")).at(-1)).toEqual(["collection-4", ["clip-1", "clip-2"]]);
  });

  test("to nowhere, or with Esc, changes nothing and opens nothing", async () => {
    const page = await library("collections");
    const [x, y] = await middle(page, tile(5));
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 120, y + 60, { steps: 6 });
    await page.mouse.up();
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(...(await middle(page, "[data-collection-id=collection-4]")), { steps: 6 });
    await page.keyboard.press("Escape");
    await id(page, "drag-ghost").waitFor({ state: "detached" });
    await page.mouse.up();
    expect(await calls(page, "collectionAdd")).toEqual([]);
    expect(await id(page, "player").count()).toBe(0);
  });

  test("to the window's edge hands the files to the system, once", async () => {
    const page = await library("ready,library-40");
    for (const number of [2, 3])
      await page.locator(`${tile(number)} [data-open]`).click({ modifiers: ["Control"] });
    const [x, y] = await middle(page, tile(2));
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(1278, 400, { steps: 10 });
    await id(page, "drag-ghost").waitFor({ state: "detached" });
    await page.mouse.move(1200, 300, { steps: 4 });
    await page.mouse.move(1279, 300, { steps: 4 });
    await page.mouse.up();
    expect(await calls(page, "clipsDrag")).toEqual([[["clip-2", "clip-3"]]]);
  });

  test("leaves what is missing where it is", async () => {
    const page = await library("clip-missing");
    const [x, y] = await middle(page, tile(2));
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(1279, 400, { steps: 10 });
    await page.mouse.up();
    expect(await calls(page, "clipsDrag")).toEqual([]);
  });

  test("onto the way to a new collection asks for its name, and it begins with them", async () => {
    const page = await library("ready,library-40");
    await page.mouse.move(...(await middle(page, tile(2))));
    await page.mouse.down();
    await page.mouse.move(...(await middle(page, "[data-testid=collection-new]")), { steps: 8 });
    await page.mouse.up();
    await id(page, "collection-name").waitFor();
    expect(await violations(page, true)).toEqual([]);
    await page.keyboard.type("Rain");
    await page.keyboard.press("Enter");
    await page.locator("[data-testid=collection]").waitFor();
    expect(await calls(page, "collectionCreate")).toEqual([["Rain", ["clip-2"]]]);
  });
});

test("a new collection is asked for by keyboard alone, and its field has the focus", async () => {
  const page = await library("collections");
  const name = async (text: string) => {
    await id(page, "collection-name").waitFor();
    await page.keyboard.type(text);
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: new RegExp(`^${text} \\d`, "u") }).waitFor();
  };
  await page.locator(`${tile(3)} [data-open]`).focus();
  await page.keyboard.press("Space");
  await id(page, "selection-collect").focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitemcheckbox", { name: "Someday" }).waitFor();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await name("Rain");
  // What floats takes the focus and gives it, and nothing scrolls for that.
  await id(page, "selection-favourite").click();
  await id(page, "selection-collect").click();
  await page.getByRole("menuitemcheckbox", { name: "Someday" }).waitFor();
  await page.keyboard.press("Escape");
  await frames(page);
  expect(await wall(page).evaluate((element) => element.scrollTop)).toBe(0);
  await page.keyboard.press("Escape");

  await page.locator(`${tile(5)} [data-open]`).focus();
  await id(page, "clip-menu").focus();
  await page.keyboard.press("Enter");
  await id(page, "clip-collect").waitFor();
  await id(page, "clip-collect").focus();
  await page.keyboard.press("ArrowRight");
  await id(page, "collect-new").waitFor();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await name("Snow");
  expect((await calls(page, "collectionCreate")).map(([, ids]) => ids)).toEqual([["clip-3"], ["clip-5"]]);
  // Back to where one was, once what floated is gone.
  const at = () =>
    page.evaluate(() => document.activeElement?.closest<HTMLElement>("[data-clip-id]")?.dataset.clipId);
  await expect.poll(at, { timeout: 5_000 }).toBe("clip-5");
});

test("the pointer moves through the film along the foot of a clip, and a click still opens", async () => {
  const page = await library("ready,library-12");
  const { x, y, width, height } = await box(page, tile(2));
  const time = () =>
    page.locator(`${tile(2)} video`).evaluate((film: HTMLVideoElement) => ({
      at: film.currentTime,
      paused: film.paused,
      moving: film.dataset.moving,
    }));
  for (const share of [0.75, 0.25]) {
    await page.mouse.move(x + width * share, y + height - 8, { steps: 3 });
    await page.waitForFunction(
      ([selector, wanted]) => {
        const film = document.querySelector<HTMLVideoElement>(`${selector} video`);
        return film?.dataset.moving === "true" && !film.seeking && Math.abs(film.currentTime - wanted) < 0.2;
      },
      [tile(2), share * 5] as const,
    );
    expect((await time()).paused).toBe(true);
  }
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.waitForFunction(
    (selector) => document.querySelector<HTMLVideoElement>(`${selector} video`)?.paused === false,
    tile(2),
  );
  // Out and in again before it was let go of: it is to be seen, well before it begins anew by itself.
  await page.mouse.move(1, 1);
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.waitForFunction(
    (selector) => {
      const film = document.querySelector<HTMLVideoElement>(`${selector} video`);
      return film?.dataset.moving === "true" && film.currentTime < 4.5;
    },
    tile(2),
    { timeout: 3_000 },
  );
  await page.mouse.click(x + width * 0.4, y + height - 8);
  await id(page, "player").waitFor();
  // The decoder was given back.
  expect(await page.locator(`${tile(2)} video`).count()).toBe(0);
});

test("a clip without a poster is drawn by the page, once, and handed over", async () => {
  const page = await library("no-posters");
  await page.waitForFunction(
    () => window.stillwake.calls.filter(({ name }) => name === "clipPoster").length >= 12,
  );
  await frames(page, 6);
  const given = await page.evaluate(() =>
    window.stillwake.calls
      .filter(({ name }) => name === "clipPoster")
      .map(({ with: [clip, bytes] }) => ({ clip, start: (bytes as number[]).slice(0, 3) })),
  );
  expect(new Set(given.map(({ clip }) => clip)).size).toBe(given.length);
  for (const { start } of given) expect(start).toEqual([0xff, 0xd8, 0xff]);
  const drawn = await id(page, "clip-poster").evaluateAll((pictures) =>
    pictures.map((picture) => {
      const { naturalWidth, naturalHeight } = picture as HTMLImageElement;
      return Math.max(naturalWidth, naturalHeight);
    }),
  );
  expect(drawn.length).toBe(12);
  for (const edge of drawn) expect(edge).toBeLessThanOrEqual(640);
  expect(Math.min(...drawn)).toBeGreaterThan(100);
});
