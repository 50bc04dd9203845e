import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { ClipQuery } from "../../api/types";
import { openApp } from "../../test-app";

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(60_000);
});

async function library(scenario: string, count: number) {
  const app = await openApp(scenario);
  await app.user.click(screen.getByTestId("nav-library"));
  await waitFor(() => expect(ids()).toHaveLength(count));
  return app;
}
const ids = () => screen.getAllByTestId("clip").map(({ dataset }) => dataset.clipId);
const tile = (number: number) =>
  screen.getAllByTestId("clip").find(({ dataset }) => dataset.clipId === `clip-${number}`) as HTMLElement;
const select = (...numbers: number[]) => {
  for (const number of numbers) fireEvent.click(within(tile(number)).getByRole("checkbox"));
};
const lastFilter = (called: (name: string) => unknown[][]) => {
  const query = called("clipsList").at(-1)?.[0] as ClipQuery | undefined;
  return query?.filter;
};
const chips = () => screen.getAllByTestId("collection");
const chip = (name: string) => screen.getByRole("button", { name: new RegExp(`^${name} \\d`, "u") });

describe("a collection", () => {
  it("has a way to be made, and nothing else, as long as there is none", async () => {
    const { user, called } = await library("ready,library-12", 12);
    expect(screen.queryByTestId("collections")).toBeNull();
    await user.click(screen.getByTestId("collection-new"));
    await user.type(await screen.findByTestId("collection-name"), "Rain{Enter}");
    await screen.findByTestId("collections");
    expect(chips()).toHaveLength(1);
    expect(chip("Rain")).toHaveAccessibleName("Rain 0 clips");
    expect(called("collectionCreate")).toEqual([["Rain", []]]);
    expect(screen.queryByTestId("collection-name")).toBeNull();
  });

  it("says beside its field what cannot be a name, and keeps what was typed", async () => {
    const { user } = await library("ready,library-12", 12);
    await user.click(screen.getByTestId("collection-new"));
    const field = await screen.findByTestId("collection-name");
    expect(screen.getByTestId("collection-create")).toBeDisabled();
    await user.type(field, `${"x".repeat(61)}{Enter}`);
    await screen.findByText("A name is one line of at most 60 characters.");
    expect(field).toBeInvalid();
    expect(field).toHaveValue("x".repeat(61));
    await user.clear(field);
    expect(field).toBeValid();
  });

  it("filters, together with the other filters, and is let go of again", async () => {
    const { user, called } = await library("collections", 40);
    await user.click(chip("For the client"));
    await waitFor(() => expect(ids()).toHaveLength(20));
    expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent("For the client");
    expect(screen.getByTestId("search")).toBeInTheDocument();
    await user.click(screen.getByTestId("filter-favourite"));
    await waitFor(() => expect(ids()).toEqual(["clip-14", "clip-28"]));
    expect(lastFilter(called)).toMatchObject({
      collection: "collection-1",
      favourite: true,
    });
    await user.click(screen.getByTestId("filter-clear"));
    await waitFor(() => expect(ids()).toHaveLength(40));
    await user.click(chip("雨天"));
    await waitFor(() => expect(ids()).toHaveLength(13));
    await user.click(chip("雨天"));
    await waitFor(() => expect(ids()).toHaveLength(40));
    expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent("Library");
  });

  it("says where it is empty how to fill it", async () => {
    const { user } = await library("collections", 40);
    await user.click(chip("Someday"));
    const empty = await screen.findByTestId("collection-empty");
    await user.click(within(empty).getByText("Show all clips"));
    await waitFor(() => expect(ids()).toHaveLength(40));
  });

  it("is renamed in place; Esc leaves it as it was", async () => {
    const { user, called } = await library("collections", 40);
    await user.click(chip("For the client"));
    await user.click(await screen.findByTestId("collection-rename"));
    const field = screen.getByTestId("collection-name");
    expect(field).toHaveFocus();
    await user.clear(field);
    await user.type(field, "{Enter}");
    await screen.findByText("A name is one line of at most 60 characters.");
    await user.type(field, "Delivered{Escape}");
    expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent("For the client");
    await user.click(screen.getByTestId("collection-rename"));
    await user.clear(screen.getByTestId("collection-name"));
    await user.type(screen.getByTestId("collection-name"), "Delivered{Enter}");
    await waitFor(() => expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent("Delivered"));
    expect(called("collectionRename").at(-1)).toEqual(["collection-1", "Delivered"]);
    expect(chip("Delivered")).toHaveAttribute("aria-pressed", "true");
  });

  it("is removed with its Undo, and no clip goes with it", async () => {
    const { user, called } = await library("collections", 40);
    await user.click(chip("雨天"));
    await waitFor(() => expect(ids()).toHaveLength(13));
    await user.click(screen.getByTestId("collection-remove"));
    await waitFor(() => expect(ids()).toHaveLength(40));
    expect(chips()).toHaveLength(3);
    await user.click(await screen.findByTestId("undo"));
    await waitFor(() => expect(chips()).toHaveLength(4));
    expect(chip("雨天")).toHaveAccessibleName("雨天 13 clips");
    expect((called("collectionCreate")[0] as [string, string[]])[1]).toHaveLength(13);
  });
});

describe("clips and collections", () => {
  it("are brought together from the bar of what is selected, and taken apart the same way", async () => {
    const { user, called } = await library("collections", 40);
    select(1, 5);
    await user.click(screen.getByTestId("selection-collect"));
    await user.click(await screen.findByRole("menuitemcheckbox", { name: "Someday" }));
    await screen.findByText("2 clips added to Someday.");
    expect(called("collectionAdd")).toEqual([["collection-4", ["clip-1", "clip-5"]]]);
    await waitFor(() => expect(chip("Someday")).toHaveAccessibleName("Someday 2 clips"));
    expect(screen.getByTestId("selection-count")).toHaveTextContent("2 selected");
    await user.click(screen.getByTestId("selection-collect"));
    const entry = await screen.findByRole("menuitemcheckbox", { name: "Someday" });
    expect(entry).toBeChecked();
    await user.click(entry);
    await screen.findByText("2 clips removed from Someday.");
    await waitFor(() => expect(chip("Someday")).toHaveAccessibleName("Someday 0 clips"));
  });

  it("are told apart where they are together already", async () => {
    const { user, called } = await library("collections", 40);
    select(2, 3);
    await user.click(screen.getByTestId("selection-collect"));
    await user.click(await screen.findByRole("menuitemcheckbox", { name: "For the client" }));
    await screen.findByText("1 clip added to For the client.");
    await user.click(await screen.findByTestId("undo"));
    await waitFor(() => expect(called("collectionTake")).toEqual([["collection-1", ["clip-3"]]]));
  });

  it("part inside of it, at once and with Undo", async () => {
    const { user, called } = await library("collections", 40);
    await user.click(chip("For the client"));
    await waitFor(() => expect(ids()).toHaveLength(20));
    select(2, 4);
    await user.click(screen.getByTestId("selection-take"));
    await waitFor(() => expect(ids()).toHaveLength(18));
    expect(called("collectionTake")).toEqual([["collection-1", ["clip-2", "clip-4"]]]);
    expect(screen.queryByTestId("selection-bar")).toBeNull();
    await user.click(await screen.findByTestId("undo"));
    await waitFor(() => expect(ids()).toHaveLength(20));
  });

  it("are brought together from a clip's own menu, by keyboard, also into a new one", async () => {
    const { user, called } = await library("collections", 40);
    act(() => within(tile(1)).getByRole("button", { name: /^Open/u }).focus());
    await user.click(screen.getByTestId("clip-menu"));
    await screen.findByRole("menu");
    act(() => screen.getByTestId("clip-collect").focus());
    await user.keyboard("{ArrowRight}");
    await user.click(await screen.findByTestId("collect-new"));
    const field = await screen.findByTestId("collection-name");
    expect(screen.getByText("It begins with 1 clip.")).toBeInTheDocument();
    await user.type(field, "Lanterns");
    await user.click(screen.getByTestId("collection-create"));
    await waitFor(() => expect(called("collectionCreate")).toEqual([["Lanterns", ["clip-1"]]]));
    await screen.findByText("1 clip added to Lanterns.");
    expect(chip("Lanterns")).toHaveAccessibleName("Lanterns 1 clip");
  });
});

it("saves a copy where the person says, and says nothing where they think better of it", async () => {
  const { user, called, control } = await library("ready,library-12", 12);
  const save = async () => {
    act(() => within(tile(2)).getByRole("button", { name: /^Open/u }).focus());
    await user.click(screen.getByTestId("clip-menu"));
    await user.click(await screen.findByRole("menuitem", { name: "Save a copy…" }));
  };
  await save();
  await screen.findByText(/^Copy saved as/u);
  expect(called("clipCopy")).toEqual([["clip-2", false]]);
  control.failNext("clipCopy", { code: "cancelled" });
  await save();
  await act(async () => {});
  expect(screen.queryByText("Cancelled.")).toBeNull();
});

it("shows only what is missing, and counts that among the filters", async () => {
  const { user, called } = await library("clip-missing", 14);
  await user.click(screen.getByTestId("filter-more"));
  await user.click(await screen.findByTestId("filter-missing"));
  await waitFor(() => expect(lastFilter(called)?.missing).toBe(true));
  expect(screen.getByTestId("filter-more")).toHaveTextContent("Filter · 1");
});

describe("the trash", () => {
  it("says how long it keeps things, and asks before it is emptied", async () => {
    const { user, called } = await library("trash-full", 5);
    await user.click(screen.getByTestId("filter-trash"));
    await waitFor(() => expect(ids()).toHaveLength(19));
    screen.getByText("Clips are removed for good after 30 days in the trash.");
    await user.click(screen.getByTestId("trash-empty"));
    const ask = await screen.findByRole("alertdialog");
    expect(ask).toHaveAccessibleDescription(
      /^19 clips \(45\.6 MB\) will be removed from your disk for good/u,
    );
    await waitFor(() => expect(screen.getByTestId("ask-cancel")).toHaveFocus());
    await user.keyboard("{Enter}");
    await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
    expect(called("trashEmpty")).toEqual([]);
    await user.click(screen.getByTestId("trash-empty"));
    await user.click(await screen.findByTestId("ask-confirm"));
    await screen.findByText("19 clips removed for good, 45.6 MB freed.");
    await screen.findByText("The trash is empty");
    expect(screen.queryByTestId("trash-empty")).toBeNull();
  });

  it("asks about all of it, whatever a filter shows, and knows no size that it has not read", async () => {
    const { user } = await library("trash-full", 5);
    await user.click(screen.getByTestId("filter-trash"));
    await waitFor(() => expect(ids()).toHaveLength(19));
    await user.click(screen.getByTestId("filter-favourite"));
    await waitFor(() => expect(ids()).toEqual(["clip-7", "clip-14", "clip-21"]));
    await user.click(screen.getByTestId("trash-empty"));
    expect(await screen.findByRole("alertdialog")).toHaveAccessibleDescription(
      /^19 clips will be removed from your disk for good/u,
    );
  });

  it("has no collections, and leaves the one that was chosen", async () => {
    const { user } = await library("collections", 40);
    await user.click(chip("For the client"));
    await waitFor(() => expect(ids()).toHaveLength(20));
    await user.click(screen.getByTestId("filter-trash"));
    await screen.findByText("The trash is empty");
    expect(screen.queryByTestId("collections")).toBeNull();
    await user.click(screen.getByTestId("filter-trash"));
    await waitFor(() => expect(ids()).toHaveLength(40));
  });
});
