import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { ClipQuery } from "../../api/types";
import { openApp } from "../../test-app";

async function library(scenario: string) {
  const app = await openApp(scenario);
  await app.user.click(screen.getByTestId("nav-library"));
  return app;
}
// A window in which nothing is out of sight, where a test does not say another one.
beforeEach(() => void windowOf(60_000));
const windowOf = (height: number) =>
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(height);
const scrollTo = (top: number) => {
  const box = screen.getByTestId("library-grid").parentElement?.parentElement as HTMLElement;
  box.scrollTop = top;
  fireEvent.scroll(box);
};
const ids = () => screen.getAllByTestId("clip").map((clip) => clip.dataset.clipId);
const opener = (index: number) =>
  within(screen.getAllByTestId("clip")[index] as HTMLElement).getByRole("button", { name: /^Open/u });

it("reads on by itself as long as the end is near, each clip once", async () => {
  const { called } = await library("ready,library-330");
  await waitFor(() => expect(ids()).toHaveLength(330));
  expect(new Set(ids()).size).toBe(330);
  expect(called("clipsList").map(([query]) => (query as ClipQuery).limit)).toEqual([60, 120, 120, 120]);
  expect(screen.queryByTestId("library-tail")).toBeNull();
});

it("holds only the tiles near what is looked at, and reads no further than that needs", async () => {
  windowOf(800);
  const { called } = await library("ready,library-3000");
  await screen.findAllByTestId("clip");
  expect(ids().length).toBeLessThan(40);
  for (let step = 1; step <= 12; step += 1) {
    scrollTo(step * 2500);
    await waitFor(() => expect(ids()).not.toContain(`clip-${step}`));
  }
  expect(ids().length).toBeLessThan(60);
  expect(called("clipsList").length).toBeLessThan(8);
  scrollTo(0);
  await waitFor(() => expect(ids().slice(0, 3)).toEqual(["clip-1", "clip-2", "clip-3"]));
});

it("reads only the first page and what is in view anew when something changes", async () => {
  windowOf(800);
  const { called, platform } = await library("ready,library-3000");
  await screen.findAllByTestId("clip");
  for (let step = 1; step <= 20; step += 1) {
    scrollTo(step * 2500);
    await act(async () => {});
  }
  await waitFor(() => expect(called("clipsList").length).toBeGreaterThan(4));
  const before = called("clipsList").length;
  await act(() => platform.clipTrash("clip-5").then(() => {}));
  const asked = () => called("clipsList").slice(before);
  await waitFor(() => expect(asked().length).toBeGreaterThan(1));
  await act(() => new Promise((resolve) => setTimeout(resolve, 100)));
  expect(asked().map(([query]) => (query as ClipQuery).after === null)).toContain(true);
  expect(asked().length).toBeLessThan(4);
  scrollTo(0);
  await waitFor(() => expect(ids().slice(3, 6)).toEqual(["clip-4", "clip-6", "clip-7"]));
});

it("offers to try again where the next page did not come, and goes on", async () => {
  windowOf(800);
  const { control, user } = await library("ready,library-330");
  await screen.findAllByTestId("clip");
  control.failNext("clipsList", { code: "databaseUnreadable" });
  scrollTo(4800);
  await user.click(await screen.findByTestId("more-again"));
  await waitFor(() => expect(screen.queryByTestId("more-again")).toBeNull());
  scrollTo(8000);
  await waitFor(() => expect(ids()).toContain("clip-100"));
});

it("finds two Chinese characters, and offers Clear where nothing is found", async () => {
  const { user } = await library("ready,library-30");
  await user.type(await screen.findByTestId("search"), "灯笼");
  await waitFor(() => expect(ids()).toHaveLength(5));
  await user.type(screen.getByTestId("search"), "zzz");
  const nothing = await screen.findByText("Nothing found");
  expect(screen.getByTestId<HTMLInputElement>("search").value).toBe("灯笼zzz");
  await user.click(within(nothing.parentElement as HTMLElement).getByText("Clear"));
  await waitFor(() => expect(ids()).toHaveLength(30));
});

it("filters by model and by favourites", async () => {
  const { user } = await library("ready,library-42");
  await waitFor(() => expect(ids()).toHaveLength(42));
  await user.click(screen.getByTestId("filter-favourite"));
  await waitFor(() => expect(ids()).toHaveLength(6));
  await user.click(screen.getByTestId("filter-model"));
  await user.click(await screen.findByRole("option", { name: "Veo 3" }));
  await screen.findByText("Nothing found");
});

it("filters by shape, pictures and time together, orders, and counts what is chosen out of sight", async () => {
  const { user, called } = await library("ready,library-42");
  await waitFor(() => expect(ids()).toHaveLength(42));
  const asked = () => called("clipsList").at(-1)?.[0] as ClipQuery;
  await user.click(screen.getByTestId("filter-more"));
  await user.click(await screen.findByTestId("filter-tall"));
  await user.click(screen.getByTestId("filter-words"));
  await waitFor(() => expect(asked().filter).toMatchObject({ shape: "tall", pictures: false }));
  await user.click(screen.getByTestId("filter-when"));
  await user.click(await screen.findByRole("option", { name: "Today" }));
  const midnight = new Date(new Date().toDateString()).getTime();
  await waitFor(() => expect(asked().filter.sinceMs).toBe(midnight));
  expect(screen.getByTestId("filter-more")).toHaveTextContent("Filter · 3");
  await user.click(screen.getByTestId("sort"));
  await user.click(await screen.findByRole("option", { name: "Longest first" }));
  await waitFor(() => expect(asked().sort).toBe("longest"));
  expect(called("clipsCount").at(-1)?.[0]).toEqual(asked().filter);
  expect(screen.getByTestId("filter-more")).toHaveTextContent("Filter · 3");
});

it("forgets every filter at once, but not the order", async () => {
  const { user, called } = await library("ready,library-42");
  await waitFor(() => expect(ids()).toHaveLength(42));
  await user.click(screen.getByTestId("filter-more"));
  await user.click(await screen.findByTestId("filter-square"));
  await user.click(screen.getByTestId("sort"));
  await user.click(await screen.findByRole("option", { name: "Oldest first" }));
  await waitFor(() => expect(ids().length).toBeLessThan(42));
  await user.keyboard("{Escape}");
  await user.click(screen.getByTestId("filter-clear"));
  await waitFor(() => expect(ids()).toHaveLength(42));
  expect(called("clipsList").at(-1)?.[0]).toMatchObject({ sort: "oldest", filter: { shape: null } });
});

it("walks with the arrow keys, opens with Enter, and leaves with Escape", async () => {
  const { user } = await library("ready,library-5");
  await waitFor(() => expect(ids()).toHaveLength(5));
  opener(0).focus();
  await user.keyboard("{ArrowRight}{ArrowRight}{ArrowLeft}");
  expect(document.activeElement).toBe(opener(1));
  await user.keyboard("{Enter}");
  await screen.findByTestId("player");
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByTestId("player")).toBeNull());
});

it("moves to the trash with Delete, the focus goes on, and Undo brings it back", async () => {
  const { user } = await library("ready,library-5");
  await waitFor(() => expect(ids()).toHaveLength(5));
  opener(1).focus();
  await user.keyboard("{Delete}");
  await waitFor(() => expect(ids()).toEqual(["clip-1", "clip-3", "clip-4", "clip-5"]));
  expect(document.activeElement).toBe(opener(1));
  await user.click(await screen.findByTestId("undo"));
  await waitFor(() => expect(ids()).toHaveLength(5));
});

it("restores from the trash", async () => {
  const { user, called } = await library("ready,library-3");
  await waitFor(() => expect(ids()).toHaveLength(3));
  opener(0).focus();
  await user.keyboard("{Delete}");
  await waitFor(() => expect(ids()).toHaveLength(2));
  await user.click(screen.getByTestId("filter-trash"));
  await user.click(await screen.findByTestId("restore"));
  await screen.findByText("The trash is empty");
  expect(called("clipRestore")).toEqual([["clip-1"]]);
});

it("has a way on where it is empty", async () => {
  const { user } = await library("ready");
  await user.click(await screen.findByText("Make the first one"));
  expect(screen.getByTestId("nav-create")).toHaveAttribute("aria-current", "page");
});

it("goes up and down by rows, and to the ends", async () => {
  const { user } = await library("ready,library-30");
  await waitFor(() => expect(ids()).toHaveLength(30));
  const top = (index: number) => screen.getAllByTestId("clip")[index]?.style.getPropertyValue("--top");
  const at = () =>
    ids().indexOf(document.activeElement?.closest<HTMLElement>("[data-clip-id]")?.dataset.clipId);
  opener(1).focus();
  await user.keyboard("{ArrowDown}");
  expect(top(at())).not.toBe(top(1));
  expect(at()).toBeLessThan(8);
  await user.keyboard("{ArrowUp}");
  expect(top(at())).toBe("0px");
  await user.keyboard("{End}");
  expect(at()).toBe(29);
  await user.keyboard("{Home}");
  expect(at()).toBe(0);
});

it("gives every clip its own shape before a picture has loaded", async () => {
  await library("ready,library-12");
  await waitFor(() => expect(ids()).toHaveLength(12));
  const size = (id: string, side: string) => {
    const tile = screen.getAllByTestId("clip").find((clip) => clip.dataset.clipId === id);
    return Number.parseFloat(tile?.style.getPropertyValue(side) ?? "");
  };
  expect(size("clip-1", "--width") / size("clip-1", "--height")).toBeCloseTo(9 / 16, 1);
  expect(size("clip-4", "--width") / size("clip-4", "--height")).toBeCloseTo(1, 1);
  expect(size("clip-2", "--width") / size("clip-2", "--height")).toBeCloseTo(16 / 9, 1);
});

describe("a clip's own menu", () => {
  const open = async (scenario: string) => {
    const app = await library(scenario);
    await waitFor(() => expect(screen.getAllByTestId("clip").length).toBeGreaterThan(1));
    act(() => opener(0).focus());
    await app.user.click(screen.getByTestId("clip-menu"));
    await screen.findByRole("menu");
    return app;
  };

  it("copies the prompt, shows the file, marks the favourite", async () => {
    const { user, called } = await open("ready,library-3");
    await user.click(screen.getByRole("menuitem", { name: "Copy prompt" }));
    await waitFor(() => expect(called("textCopy")).toEqual([["雨后的老街，灯笼一盏盏亮起来"]]));
    await user.click(screen.getByTestId("clip-menu"));
    await user.click(await screen.findByRole("menuitem", { name: "Show in folder" }));
    await waitFor(() => expect(called("clipReveal")).toEqual([["clip-1"]]));
    await user.click(screen.getByTestId("clip-menu"));
    await user.click(await screen.findByRole("menuitem", { name: "Favourite" }));
    await waitFor(() => expect(called("clipFavourite")).toEqual([["clip-1", true]]));
  });

  it("moves to the trash, and keeps its own arrow keys", async () => {
    const { user, called } = await open("ready,library-3");
    await user.keyboard("{ArrowDown}{ArrowDown}");
    expect(document.activeElement).toHaveAttribute("role", "menuitem");
    await user.click(screen.getByTestId("clip-trash"));
    await waitFor(() => expect(called("clipTrash")).toEqual([["clip-1"]]));
    await waitFor(() => expect(ids()).toEqual(["clip-2", "clip-3"]));
  });

  it("is not there while nothing points at the clip", async () => {
    await library("ready,library-3");
    await waitFor(() => expect(ids()).toHaveLength(3));
    expect(screen.queryByTestId("clip-menu")).toBeNull();
  });
});

it("shows no filters where there is nothing to look for, but the way to the trash", async () => {
  await library("empty-library");
  await screen.findByTestId("library-empty");
  expect(screen.queryByTestId("search")).toBeNull();
  expect(screen.queryByTestId("filter-model")).toBeNull();
  expect(screen.getByTestId("filter-trash")).toBeEnabled();
});

it("says that it waits only after a while, and in the size of what comes", async () => {
  const app = await openApp("ready,library-5");
  let answer: () => void = () => {};
  const list = app.platform.clipsList;
  app.platform.clipsList = async (query) => {
    await new Promise<void>((resolve) => {
      answer = resolve;
    });
    return list(query);
  };
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  fireEvent.click(screen.getByTestId("nav-library"));
  act(() => void vi.advanceTimersByTime(250));
  expect(screen.queryAllByTestId("skeleton")).toEqual([]);
  act(() => void vi.advanceTimersByTime(100));
  expect(screen.getAllByTestId("skeleton").length).toBeGreaterThan(5);
  vi.useRealTimers();
  answer();
  await waitFor(() => expect(ids()).toHaveLength(5));
  expect(screen.queryAllByTestId("skeleton")).toEqual([]);
});

it("can be read again where that failed", async () => {
  const app = await openApp("ready,library-5");
  app.control.failNext("clipsList", { code: "databaseUnreadable" });
  await app.user.click(screen.getByTestId("nav-library"));
  await app.user.click(await screen.findByText("Try again"));
  await waitFor(() => expect(ids()).toHaveLength(5));
});

it("lets clips slide in that come while one is looking, and only those", async () => {
  const { user } = await library("ready,library-5");
  await waitFor(() => expect(ids()).toHaveLength(5));
  const fresh = () => screen.getAllByTestId("clip").filter((clip) => clip.dataset.fresh === "true");
  expect(fresh()).toEqual([]);
  opener(1).focus();
  await user.keyboard("{Delete}");
  await waitFor(() => expect(ids()).toHaveLength(4));
  expect(fresh()).toEqual([]);
  await user.click(await screen.findByTestId("undo"));
  await waitFor(() => expect(fresh().map((clip) => clip.dataset.clipId)).toEqual(["clip-2"]));
});
