// What a clip has beside it: its thread, its takes, and what it is compared with.
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { choose, frame, key, openClip, slider } from "../../test-player";

const title = () =>
  within(screen.getByRole("region", { name: "Player" })).getByRole("heading", { level: 1 }).textContent;

const films = () =>
  screen.getAllByTestId("take").map((one) => one.querySelector("video") as HTMLVideoElement);

describe("the thread", () => {
  const links = () => within(screen.getByRole("navigation", { name: "Thread of 3 clips" }));

  it("shows the chain, and which clip of it this is", async () => {
    await openClip("thread");
    await screen.findByTestId("thread");
    expect(links().getAllByRole("listitem")).toHaveLength(3);
    const present = links().getByRole("button", { current: true });
    expect(present).toHaveAccessibleName(/^3 of 3: The scarf drifts out.*\. From frame 73$/u);
  });

  it("is walked by keyboard, with the focus in the player, and back to where it was opened from", async () => {
    const { user } = await openClip("thread");
    await screen.findByTestId("thread");
    key("ArrowRight", { altKey: true });
    expect(title()).toMatch(/^The scarf/u);
    key("ArrowLeft", { altKey: true });
    await waitFor(() => expect(title()).toMatch(/^She opens the door/u));
    expect(screen.getByRole("region", { name: "Player" })).toHaveFocus();
    expect(links().getByRole("button", { current: true })).toHaveAccessibleName(/^2 of 3/u);
    await user.click(links().getByRole("button", { name: /^1 of 3/u }));
    await waitFor(() => expect(title()).toMatch(/^A lighthouse keeper/u));
    key("ArrowLeft", { altKey: true });
    key("ArrowRight", { altKey: true });
    await waitFor(() => expect(title()).toMatch(/^She opens/u));
    key("Escape");
    await waitFor(() => expect(screen.queryByTestId("player")).toBeNull());
    await waitFor(() => expect(document.activeElement).toHaveAccessibleName(/^Open: The scarf/u));
  });

  it("keeps how it is played, and lets go of the film before", async () => {
    const { user, video } = await openClip("thread");
    await screen.findByTestId("thread");
    await user.click(screen.getByRole("button", { name: "Mute" }));
    await user.click(screen.getByRole("button", { name: "Loop" }));
    key("ArrowLeft", { altKey: true });
    await waitFor(() => expect(title()).toMatch(/^She opens/u));
    const next = screen.getByTestId<HTMLVideoElement>("player");
    expect(next).not.toBe(video);
    expect([next.muted, next.loop]).toEqual([true, false]);
    expect(video.getAttribute("src")).toBeNull();
  });

  it("is not there for a clip that stands alone", async () => {
    const { called } = await openClip();
    await waitFor(() => expect(called("clipFamily")).toHaveLength(1));
    expect(screen.queryByTestId("thread")).toBeNull();
    expect(screen.queryByTestId("takes-open")).toBeNull();
  });
});

describe("the takes of a press", () => {
  async function takes() {
    const app = await openClip("takes");
    await app.user.click(await screen.findByTestId("takes-open"));
    await screen.findByTestId("takes-view");
    return app;
  }

  it("play beside one another, silent, and one of them can be heard", async () => {
    const { user, video } = await takes();
    expect(video.getAttribute("src")).toBeNull();
    const all = films();
    expect(all).toHaveLength(4);
    for (const film of all) expect([film.muted, film.getAttribute("src")]).toEqual([true, "/fake/clip.mp4"]);
    await user.click(screen.getAllByTestId("hear")[1] as HTMLElement);
    expect(all.map((film) => film.muted)).toEqual([true, false, true, true]);
    await user.click(screen.getAllByTestId("hear")[2] as HTMLElement);
    expect(all.map((film) => film.muted)).toEqual([true, true, false, true]);
  });

  it("are led by one transport and one keyboard", async () => {
    await takes();
    const all = films();
    key("Home");
    key(".");
    key("ArrowRight");
    expect(frame()).toBe("Frame 3 / 120");
    for (const film of all) expect(film.currentTime).toBeCloseTo(2.5 / 24);
    slider("Position").focus();
    fireEvent.keyDown(slider("Position"), { key: "End" });
    for (const film of all) expect(film.currentTime).toBeCloseTo(119.5 / 24);
  });

  it("are opened by a press, and left with Escape, and let go", async () => {
    const { user, called } = await takes();
    const all = films();
    await user.click(screen.getByRole("button", { name: "Open take 3" }));
    await screen.findByTestId("player");
    expect(called("clipGet").at(-1)).toEqual(["take-3"]);
    for (const film of all) expect(film.getAttribute("src")).toBeNull();
    await user.click(await screen.findByTestId("takes-open"));
    await screen.findByTestId("takes-view");
    key("Escape");
    await waitFor(() => expect(screen.queryByTestId("takes-view")).toBeNull());
    expect(screen.getByTestId("player")).toBeInTheDocument();
  });

  it("leave one of them, as a favourite, and Undo gives all of it back", async () => {
    const { user, called } = await takes();
    await user.click(screen.getAllByTestId("keep-take")[1] as HTMLElement);
    await screen.findByTestId("player");
    expect(called("clipsFavourite")).toEqual([[["take-2"], true]]);
    expect(called("clipsTrash")).toEqual([[["take-1", "take-3", "take-4"]]]);
    expect(await screen.findByText("Take 2 is kept. The 3 others are in the trash.")).toBeTruthy();
    await waitFor(() => expect(screen.queryByTestId("takes-open")).toBeNull());
    await user.click(screen.getByTestId("undo"));
    await waitFor(() => expect(called("clipsRestore")).toEqual([[["take-1", "take-3", "take-4"]]]));
    expect(called("clipsFavourite").at(-1)).toEqual([["take-2"], false]);
    expect(await screen.findByTestId("takes-open")).toBeTruthy();
  });

  it("bring the one that is kept back where it lies in the trash", async () => {
    const { user, called, platform } = await takes();
    const get = platform.clipFamily;
    platform.clipFamily = async (id) => {
      const family = await get(id);
      const takes = family.takes.map((one) => ({ ...one, trashed: one.trashed || one.id === "take-2" }));
      return { ...family, takes };
    };
    const restore = platform.clipsRestore;
    platform.clipsRestore = async (ids) => restore(ids).then(() => ids);
    await act(() => platform.clipFavourite("take-3", true).then(() => {}));
    await waitFor(() => expect(called("clipFamily").length).toBeGreaterThan(1));
    await user.click(screen.getAllByTestId("keep-take")[1] as HTMLElement);
    await screen.findByTestId("player");
    expect(called("clipsRestore")).toEqual([[["take-2"]]]);
    await user.click(await screen.findByTestId("undo"));
    await waitFor(() => expect(called("clipsTrash").at(-1)).toEqual([["take-2"]]));
  });

  it("all stay where it did not work", async () => {
    const { user, control } = await takes();
    control.failNext("clipsTrash", { code: "folderReadOnly" });
    await user.click(screen.getAllByTestId("keep-take")[0] as HTMLElement);
    expect(await screen.findByText("The clips folder cannot be written to.")).toBeTruthy();
    expect(screen.getAllByTestId("take")).toHaveLength(4);
  });
});

describe("two clips compared", () => {
  async function compared(scenario = "thread") {
    const app = await openClip(scenario);
    await choose(app, "compare-menu", "compare-with", 1);
    await screen.findByTestId("compare");
    return app;
  }

  it("are offered by their kin first, each of them once", async () => {
    const { user } = await openClip("thread");
    await screen.findByTestId("thread");
    await user.click(screen.getByTestId("compare-menu"));
    await screen.findByText("Recent");
    const names = (await screen.findAllByTestId("compare-with")).map((one) => one.textContent);
    expect(names.slice(0, 2)).toEqual([
      "1 of 3: A lighthouse keeper climbs the stairs at du…",
      "2 of 3: She opens the door to the gallery, and the …",
    ]);
    expect(new Set(names).size).toBe(names.length);
  });

  it("stand side by side under one transport, and Escape leads back to the first", async () => {
    await compared();
    const all = films();
    expect(all).toHaveLength(2);
    expect(screen.queryByTestId("player")).toBeNull();
    key("Home");
    key(".");
    for (const film of all) expect(film.currentTime).toBeCloseTo(1.5 / 24);
    key("Escape");
    await screen.findByTestId("player");
    expect(title()).toMatch(/^The scarf/u);
  });

  it("are wiped over one another by a divider that the keyboard moves", async () => {
    const { user } = await compared();
    expect(screen.queryByTestId("compare-wipe")).toBeNull();
    await user.click(screen.getByRole("radio", { name: "Wipe" }));
    const divider = slider("Divider between the two clips");
    expect(divider).toHaveAttribute("aria-valuetext", "50% from the left");
    divider.focus();
    await user.keyboard("{ArrowRight}{Shift>}{ArrowRight}{/Shift}");
    expect(divider).toHaveAttribute("aria-valuetext", "61% from the left");
    // It is the divider that was moved, not the films.
    expect(frame()).toBe("Frame 1 / 120");
    await user.click(screen.getByRole("radio", { name: "Side by side" }));
    expect(screen.queryByTestId("compare-wipe")).toBeNull();
  });

  it("say so where one of them is gone", async () => {
    const app = await openClip("thread");
    await screen.findByTestId("thread");
    vi.spyOn(app.platform, "clipGet").mockRejectedValue({ code: "clipUnknown", params: {} });
    app.cache.removeQueries({ queryKey: ["clip", "thread-1"] });
    await choose(app, "compare-menu", "compare-with", 0);
    expect(await screen.findByText("This clip is no longer in the library.")).toBeTruthy();
    key("Escape");
    await screen.findByTestId("player");
  });
});
