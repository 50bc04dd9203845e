import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { LARGEST_PAGE } from "../../api/clip-pages";
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
const tiles = () => screen.getAllByTestId("clip");
const ids = () => tiles().map((tile) => tile.dataset.clipId);
const tile = (number: number) =>
  tiles().find(({ dataset }) => dataset.clipId === `clip-${number}`) as HTMLElement;
const opener = (number: number) => within(tile(number)).getByRole("button", { name: /^Open/u });
const check = (number: number) => within(tile(number)).getByRole("checkbox");
const selected = () =>
  tiles().flatMap(({ dataset }) => (dataset.selected === "true" ? Number(dataset.clipId?.slice(5)) : []));
const click = (number: number, held: { ctrlKey?: boolean; metaKey?: boolean; shiftKey?: boolean }) =>
  fireEvent.click(opener(number), held);
const focused = () => document.activeElement?.closest<HTMLElement>("[data-clip-id]")?.dataset.clipId;

describe("selecting", () => {
  it("is done with Ctrl, Cmd and Shift, while a plain click opens", async () => {
    const { user } = await library("ready,library-12", 12);
    click(2, { ctrlKey: true });
    click(5, { metaKey: true });
    expect(selected()).toEqual([2, 5]);
    click(8, { shiftKey: true });
    expect(selected()).toEqual([2, 5, 6, 7, 8]);
    click(4, { shiftKey: true });
    expect(selected()).toEqual([2, 4, 5]);
    click(2, { ctrlKey: true });
    expect(selected()).toEqual([4, 5]);
    expect(screen.queryByTestId("player")).toBeNull();
    await user.click(opener(1));
    await screen.findByTestId("player");
    expect(selected()).toEqual([4, 5]);
  });

  it("is done with the mark alone, which says how it stands", async () => {
    const { user } = await library("ready,library-12", 12);
    await user.click(check(3));
    expect(check(3)).toBeChecked();
    expect(check(4)).not.toBeChecked();
    expect(opener(3)).toHaveAccessibleDescription("Selected");
    fireEvent.click(check(6), { shiftKey: true });
    expect(selected()).toEqual([3, 4, 5, 6]);
    expect(screen.getByTestId("selection-count")).toHaveTextContent("4 selected");
    await user.click(check(3));
    expect(selected()).toEqual([4, 5, 6]);
  });

  it("is done by keyboard, and told", async () => {
    const { user } = await library("ready,library-12", 12);
    act(() => opener(2).focus());
    await user.keyboard(" ");
    expect(selected()).toEqual([2]);
    expect(screen.queryByTestId("player")).toBeNull();
    await user.keyboard("{Shift>}{ArrowRight}{ArrowRight}{/Shift}");
    expect(selected()).toEqual([2, 3, 4]);
    expect(focused()).toBe("clip-4");
    await user.keyboard("{Shift>}{ArrowLeft}{/Shift}");
    expect(selected()).toEqual([2, 3]);
    await user.keyboard("{ArrowRight}{ArrowRight}{Control>} {/Control}");
    expect(selected()).toEqual([2, 3, 5]);
    const told = screen.getAllByRole("status").map((one) => one.textContent);
    expect(told).toContain("3 selected");
    await user.keyboard("{Escape}");
    expect(selected()).toEqual([]);
    expect(screen.queryByTestId("selection-bar")).toBeNull();
  });

  it("begins a range where the focus is as long as nothing is selected", async () => {
    const { user } = await library("ready,library-12", 12);
    act(() => opener(3).focus());
    await user.keyboard("{Shift>}{ArrowRight}{/Shift}");
    expect(selected()).toEqual([3, 4]);
  });

  it("ends with another filter, and with Esc only where nothing else is to be closed", async () => {
    const { user } = await library("ready,library-14", 14);
    click(7, { ctrlKey: true });
    await user.click(screen.getByTestId("filter-more"));
    await screen.findByTestId("filter-tall");
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByTestId("filter-tall")).toBeNull());
    expect(selected()).toEqual([7]);
    await user.click(screen.getByTestId("filter-favourite"));
    await waitFor(() => expect(ids()).toEqual(["clip-7", "clip-14"]));
    expect(selected()).toEqual([]);
  });
});

describe("everything", () => {
  it("is selected with Ctrl+A, also what was not read yet, and by the filter of now", async () => {
    vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(500);
    const app = await openApp("ready,library-700");
    await app.user.click(screen.getByTestId("nav-library"));
    await screen.findAllByTestId("clip");
    await app.user.keyboard("{Control>}a{/Control}");
    await waitFor(() => expect(screen.getByTestId("selection-count")).toHaveTextContent("700 selected"));
    await app.user.keyboard("{Escape}");
    await app.user.click(screen.getByTestId("filter-favourite"));
    await waitFor(() => expect(ids()[0]).toBe("clip-7"));
    await app.user.keyboard("{Control>}a{/Control}");
    await waitFor(() => expect(screen.getByTestId("selection-count")).toHaveTextContent("100 selected"));
    await app.user.click(screen.getByTestId("selection-trash"));
    await waitFor(() => expect(app.called("clipsTrash")[0]?.[0]).toHaveLength(100));
    await screen.findByText("100 clips moved to trash.");
    await waitFor(() => expect(screen.queryByTestId("selection-bar")).toBeNull());
  });

  it("is known as it is after something was done with all of it, also where it was not read", async () => {
    vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(500);
    const app = await openApp("ready,library-700");
    await app.user.click(screen.getByTestId("nav-library"));
    await screen.findAllByTestId("clip");
    await app.user.keyboard("{Control>}a{/Control}");
    await waitFor(() => expect(screen.getByTestId("selection-count")).toHaveTextContent("700 selected"));
    await app.user.keyboard("s");
    await waitFor(() =>
      expect(screen.getByTestId("selection-favourite")).toHaveAttribute("aria-pressed", "true"),
    );
    await app.user.keyboard("s");
    await waitFor(() => expect(app.called("clipsFavourite").map(([, on]) => on)).toEqual([true, false]));
  });

  it("stays selected in another order, and where it cannot be looked up that is told", async () => {
    vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(500);
    const app = await openApp("ready,library-700");
    await app.user.click(screen.getByTestId("nav-library"));
    await screen.findAllByTestId("clip");
    await app.user.keyboard("{Control>}a{/Control}");
    await waitFor(() => expect(screen.getByTestId("selection-count")).toHaveTextContent("700 selected"));
    await app.user.click(screen.getByTestId("filter-more"));
    await app.user.click(await screen.findByTestId("sort"));
    await app.user.click(await screen.findByText("Oldest first"));
    await waitFor(() => expect(ids()[0]).toBe("clip-700"));
    expect(screen.getByTestId("selection-count")).toHaveTextContent("700 selected");
    await app.user.keyboard("{Escape}{Escape}");
    app.control.failNext("clipsList", { code: "databaseUnreadable" });
    await app.user.keyboard("{Control>}a{/Control}");
    expect(await screen.findByText(/^The library could not be read/u)).toBeTruthy();
  });

  it("can be stopped while it is being looked up", async () => {
    vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(500);
    const app = await openApp("ready,library-700");
    const list = app.platform.clipsList;
    let answer: () => void = () => {};
    app.platform.clipsList = async (query) => {
      if (query.limit === LARGEST_PAGE)
        await new Promise<void>((resolve) => {
          answer = resolve;
        });
      return list(query);
    };
    await app.user.click(screen.getByTestId("nav-library"));
    await screen.findAllByTestId("clip");
    await app.user.keyboard("{Control>}a{/Control}");
    expect(await screen.findByTestId("selection-count")).toHaveTextContent("Selecting… 60");
    expect(screen.queryByTestId("selection-trash")).toBeNull();
    await app.user.keyboard("{Escape}");
    answer();
    await act(async () => {});
    expect(selected()).toEqual([]);
    expect(screen.queryByTestId("selection-bar")).toBeNull();
  });

  it("leaves the text in the search alone", async () => {
    const { user } = await library("ready,library-12", 12);
    await user.click(screen.getByTestId("search"));
    await user.keyboard("{Control>}a{/Control}");
    expect(selected()).toEqual([]);
  });
});

describe("what is selected", () => {
  it("goes to the trash as one, with one Undo, and the focus goes on", async () => {
    const { user, called } = await library("ready,library-12", 12);
    act(() => opener(3).focus());
    await user.keyboard(" {Shift>}{ArrowRight}{/Shift}{Delete}");
    await screen.findByText("2 clips moved to trash.");
    await waitFor(() => expect(ids()).toHaveLength(10));
    expect(focused()).toBe("clip-5");
    expect(called("clipsTrash")).toEqual([[["clip-3", "clip-4"]]]);
    expect(screen.queryByTestId("selection-bar")).toBeNull();
    await user.keyboard("{Control>}z{/Control}");
    await waitFor(() => expect(ids()).toHaveLength(12));
    expect(called("clipsRestore")).toEqual([[["clip-3", "clip-4"]]]);
  });

  it("leads the focus on where its own bar goes with it", async () => {
    const { user } = await library("ready,library-12", 12);
    click(3, { ctrlKey: true });
    click(4, { ctrlKey: true });
    act(() => opener(3).focus());
    await user.click(screen.getByTestId("selection-trash"));
    await waitFor(() => expect(ids()).toHaveLength(10));
    expect(focused()).toBe("clip-5");
  });

  it("goes to the trash with Delete wherever the focus is", async () => {
    const { user, called } = await library("ready,library-12", 12);
    click(2, { ctrlKey: true });
    click(3, { ctrlKey: true });
    act(() => (document.activeElement as HTMLElement | null)?.blur());
    await user.keyboard("{Delete}");
    await waitFor(() => expect(called("clipsTrash")).toEqual([[["clip-2", "clip-3"]]]));
  });

  it("is marked together, and unmarked where all are", async () => {
    const { user, called } = await library("ready,library-14", 14);
    click(6, { ctrlKey: true });
    click(7, { ctrlKey: true });
    await user.click(screen.getByTestId("selection-favourite"));
    await waitFor(() => expect(called("clipsFavourite")).toEqual([[["clip-6", "clip-7"], true]]));
    await waitFor(() =>
      expect(screen.getByTestId("selection-favourite")).toHaveAttribute("aria-pressed", "true"),
    );
    // From wherever the focus is.
    await user.keyboard("s");
    await waitFor(() => expect(called("clipsFavourite").at(-1)).toEqual([["clip-6", "clip-7"], false]));
  });

  it("is exported, and what was not there is told", async () => {
    const { user, called, control } = await library("ready,library-12", 12);
    click(2, { ctrlKey: true });
    click(3, { ctrlKey: true });
    await user.click(screen.getByTestId("selection-export"));
    await screen.findByText("2 clips exported to For the client.");
    expect(called("clipsExport")).toEqual([[["clip-2", "clip-3"], false]]);
    expect(selected()).toEqual([2, 3]);
    control.failNext("clipsExport", { code: "cancelled" });
    await user.click(screen.getByTestId("selection-export"));
    await act(async () => {});
    expect(screen.queryByText("Cancelled.")).toBeNull();
  });

  it("of two is compared side by side, and not of one or three", async () => {
    const { user } = await library("ready,library-12", 12);
    click(2, { ctrlKey: true });
    expect(screen.queryByTestId("selection-compare")).toBeNull();
    click(3, { ctrlKey: true });
    await user.click(screen.getByTestId("selection-compare"));
    expect(await screen.findByTestId("compare")).toBeVisible();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByTestId("compare")).toBeNull());
    click(4, { ctrlKey: true });
    expect(screen.queryByTestId("selection-compare")).toBeNull();
  });

  it("comes back out of the trash", async () => {
    const { user, called } = await library("trash-full", 5);
    await user.click(screen.getByTestId("filter-trash"));
    await waitFor(() => expect(ids()).toHaveLength(19));
    click(6, { ctrlKey: true });
    click(8, { ctrlKey: true });
    expect(screen.queryByTestId("selection-trash")).toBeNull();
    await user.click(screen.getByTestId("selection-restore"));
    await screen.findByText("2 clips restored.");
    expect(called("clipsRestore")).toEqual([[["clip-6", "clip-8"]]]);
    await waitFor(() => expect(ids()).toHaveLength(17));
    expect(screen.queryByTestId("selection-bar")).toBeNull();
  });

  it("forgets a clip that went another way", async () => {
    const { platform } = await library("ready,library-12", 12);
    click(2, { ctrlKey: true });
    click(3, { ctrlKey: true });
    await act(() => platform.clipTrash("clip-3").then(() => {}));
    await waitFor(() => expect(screen.getByTestId("selection-count")).toHaveTextContent("1 selected"));
  });
});

it("does not lose the focus where the clip that was opened is gone", async () => {
  const { user } = await library("ready,library-12", 12);
  act(() => opener(3).focus());
  await user.keyboard("{Enter}");
  await screen.findByTestId("player");
  await user.keyboard("{Delete}");
  await waitFor(() => expect(screen.queryByTestId("player")).toBeNull());
  await waitFor(() => expect(ids()).toHaveLength(11));
  await waitFor(() => expect(focused()).toBe("clip-4"));
});
