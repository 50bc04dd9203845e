// The keyboard of the library where things come and go under it.
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { openApp } from "../../test-app";

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(60_000);
});

async function library(scenario: string, count: number) {
  const app = await openApp(scenario);
  await app.user.click(screen.getByTestId("nav-library"));
  await waitFor(() => expect(tiles()).toHaveLength(count));
  return app;
}
const tiles = () => screen.getAllByTestId("clip");
const tile = (id: string) => tiles().find(({ dataset }) => dataset.clipId === id) as HTMLElement;
const opener = (id: string) => within(tile(id)).getByRole("button", { name: /^Open/u });
const focused = () => document.activeElement?.closest<HTMLElement>("[data-clip-id]")?.dataset.clipId;

describe("a key that is held is one press", () => {
  it("on the wall", async () => {
    const { called } = await library("ready,library-12", 12);
    act(() => opener("clip-3").focus());
    const down = (key: string, repeat: boolean) =>
      fireEvent.keyDown(document.activeElement ?? document.body, { key, repeat });
    down("Delete", false);
    for (let times = 0; times < 5; times += 1) down("Delete", true);
    await waitFor(() => expect(tiles()).toHaveLength(11));
    for (let times = 0; times < 5; times += 1) down("Delete", true);
    await act(async () => {});
    expect(called("clipTrash")).toEqual([["clip-3"]]);
    down("s", false);
    down("s", true);
    await act(async () => {});
    expect(called("clipsFavourite")).toHaveLength(1);
    // Walking goes on.
    down("ArrowRight", true);
    expect(focused()).toBe("clip-5");
  });

  it("in the player, but for steps; and nothing goes twice", async () => {
    const { called, user } = await library("ready,library-12", 12);
    await user.click(opener("clip-3"));
    await screen.findByTestId("player");
    const down = (key: string, repeat: boolean) => fireEvent.keyDown(document.body, { key, repeat });
    down("ArrowRight", false);
    down("ArrowRight", true);
    await waitFor(() => expect(screen.getByTestId("player-frame")).toHaveTextContent("Frame 3 /"));
    down("c", false);
    down("c", true);
    down("Delete", false);
    down("Delete", false);
    down("Delete", true);
    await waitFor(() => expect(screen.queryByTestId("player")).toBeNull());
    expect(called("frameSave")).toHaveLength(1);
    expect(called("clipTrash")).toEqual([["clip-3"]]);
  });
});

it("moves to the trash with Backspace on a Mac, and nowhere else", async () => {
  const mac = await library("ready,library-12,macos", 12);
  act(() => opener("clip-3").focus());
  await mac.user.keyboard("{Backspace}");
  await waitFor(() => expect(mac.called("clipTrash")).toEqual([["clip-3"]]));
});

it("leaves Backspace alone elsewhere", async () => {
  const { user, called } = await library("ready,library-12", 12);
  act(() => opener("clip-3").focus());
  await user.keyboard("{Backspace}");
  expect(called("clipTrash")).toEqual([]);
});

describe("the focus goes on", () => {
  it("where a favourite is one no more while only favourites are shown", async () => {
    const { user } = await library("ready,library-28", 28);
    await user.click(screen.getByTestId("filter-favourite"));
    await waitFor(() => expect(tiles()).toHaveLength(4));
    act(() => opener("clip-14").focus());
    await user.keyboard("s");
    await waitFor(() => expect(tiles()).toHaveLength(3));
    await waitFor(() => expect(focused()).toBe("clip-21"));
  });

  it("where a clip is restored by its own button", async () => {
    const { user } = await library("trash-full", 5);
    await user.click(screen.getByTestId("filter-trash"));
    await waitFor(() => expect(tiles()).toHaveLength(19));
    const [first] = tiles().map(({ dataset }) => dataset.clipId as string);
    act(() =>
      within(tile(first as string))
        .getByTestId("restore")
        .focus(),
    );
    await user.keyboard("{Enter}");
    await waitFor(() => expect(tiles()).toHaveLength(18));
    await waitFor(() => expect(focused()).toBe(tiles()[0]?.dataset.clipId));
  });

  it("where the trash is emptied", async () => {
    const { user } = await library("trash-full", 5);
    await user.click(screen.getByTestId("filter-trash"));
    await waitFor(() => expect(tiles()).toHaveLength(19));
    act(() => opener(tiles()[0]?.dataset.clipId as string).focus());
    await user.click(screen.getByTestId("trash-empty"));
    await user.click(await screen.findByTestId("ask-confirm"));
    await waitFor(() => expect(screen.queryByTestId("clip")).toBeNull());
    await waitFor(() => expect(document.activeElement).not.toBe(document.body));
  });

  it("where a collection has another name", async () => {
    const { user } = await library("collections", 40);
    await user.click(screen.getAllByTestId("collection")[0] as HTMLElement);
    await user.click(await screen.findByTestId("collection-rename"));
    await user.keyboard("For the client, again{Enter}");
    await waitFor(() => expect(screen.getByTestId("collection-rename")).toHaveFocus());
    await user.click(screen.getByTestId("collection-rename"));
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.getByTestId("collection-rename")).toHaveFocus());
  });

  it("and is left alone where a person has pressed beside everything", async () => {
    const { platform } = await library("ready,library-12", 12);
    act(() => opener("clip-3").focus());
    fireEvent.pointerDown(document.body);
    act(() => (document.activeElement as HTMLElement).blur());
    await act(() => platform.clipTrash("clip-5").then(() => {}));
    await waitFor(() => expect(tiles()).toHaveLength(11));
    await act(async () => new Promise((resolve) => setTimeout(resolve, 100)));
    expect(document.activeElement).toBe(document.body);
  });
});
