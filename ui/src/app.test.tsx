// The frame: what holds in every place.
import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import * as create from "./features/create/composer";
import { designedStates, fakeStates } from "./platform/fake-states";
import { openApp } from "./test-app";

const root = document.documentElement;

describe("the places", () => {
  it("switch by rail and by keyboard, and tell which one is in front", async () => {
    const { user } = await openApp();
    await user.keyboard("{Control>}2{/Control}");
    expect(screen.getByTestId("nav-library")).toHaveAttribute("aria-current", "page");
    await user.keyboard("{Control>},{/Control}");
    expect(screen.getByTestId("nav-settings")).toHaveAttribute("aria-current", "page");
    await user.click(screen.getByTestId("nav-create"));
    expect(screen.getByTestId("nav-create")).toHaveAttribute("aria-current", "page");
    expect(screen.getByTestId("nav-library")).not.toHaveAttribute("aria-current");
  });

  it("keep what was written in them", async () => {
    const { user } = await openApp();
    await user.type(screen.getByTestId("prompt"), "A heron");
    await user.click(screen.getByTestId("nav-library"));
    await user.click(screen.getByTestId("nav-create"));
    expect(screen.getByTestId("prompt")).toHaveValue("A heron");
  });

  it("leave the draft alone when one of them breaks, and come back", async () => {
    const { user, drafts } = await openApp();
    await user.type(screen.getByTestId("prompt"), "A heron");
    vi.spyOn(console, "error").mockImplementation(() => {});
    const broken = vi.spyOn(create, "Composer").mockImplementation(() => {
      throw new Error("a mistake of ours");
    });
    act(() => drafts.update((draft) => ({ ...draft, takes: 2 })));
    expect(await screen.findByText("Something on this page stopped working.")).toBeInTheDocument();
    expect(screen.getByTestId("queue")).toBeInTheDocument();
    broken.mockRestore();
    await user.click(screen.getByRole("button", { name: "Open again" }));
    expect(screen.getByTestId("prompt")).toHaveValue("A heron");
  });
});

describe("what is dropped", () => {
  it("is invited over the whole window and brings its place to the front", async () => {
    const { user, control } = await openApp();
    await user.click(screen.getByTestId("nav-settings"));
    act(() => control.drag(true));
    expect(await screen.findByText("Drop to add")).toBeInTheDocument();
    act(() => control.drop({ name: "heron.jpg" }));
    await waitFor(() => expect(screen.getByTestId("nav-create")).toHaveAttribute("aria-current", "page"));
    expect(screen.queryByText("Drop to add")).not.toBeInTheDocument();
    expect(screen.getByTestId("reference")).toBeInTheDocument();
  });
});

describe("the look", () => {
  it("changes theme, language and motion without a restart", async () => {
    const { user } = await openApp();
    await user.click(screen.getByTestId("nav-settings"));
    const choose = (group: string, value: string) =>
      user.click(
        within(screen.getByTestId(group))
          .getAllByRole("radio")
          .find((one) => one.dataset.value === value) ?? screen.getByTestId(group),
      );
    await choose("theme", "dark");
    await waitFor(() => expect(root).toHaveAttribute("data-theme", "dark"));
    await choose("motion", "reduced");
    await waitFor(() => expect(root).toHaveAttribute("data-motion", "reduced"));
    await choose("language", "zh-CN");
    expect(await screen.findByRole("heading", { name: "设置" })).toBeInTheDocument();
    expect(root.lang).toBe("zh-CN");
    await choose("language", "en");
    expect(await screen.findByRole("heading", { name: "Settings" })).toBeInTheDocument();
  });
});

describe("undo", () => {
  it("is Ctrl+Z while the toast is there, and the text's own in a text field", async () => {
    const { user, called } = await openApp("ready,library-3");
    await user.click(screen.getByTestId("nav-library"));
    const first = (await screen.findAllByTestId("clip"))[0];
    first?.querySelector<HTMLElement>("[data-open]")?.focus();
    await user.keyboard("{Delete}");
    await screen.findByTestId("undo");
    await user.click(screen.getByTestId("search"));
    await user.keyboard("{Control>}z{/Control}");
    expect(called("clipRestore")).toEqual([]);
    screen.getByTestId("search").blur();
    await user.keyboard("{Control>}z{/Control}");
    await waitFor(() => expect(called("clipRestore")).toHaveLength(1));
    await user.keyboard("{Control>}z{/Control}");
    expect(called("clipRestore")).toHaveLength(1);
  });
});

describe("the states that must be designed", () => {
  it.each(designedStates)("%s has a name and opens", async (name) => {
    expect(fakeStates[name]).toBeDefined();
    await openApp(name);
    expect(screen.getByTestId("generate")).toBeInTheDocument();
    expect(screen.queryByText("Something on this page stopped working.")).not.toBeInTheDocument();
  });
});
