import { screen, waitFor, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { openApp } from "../../test-app";

async function library(scenario: string) {
  const app = await openApp(scenario);
  await app.user.click(screen.getByTestId("nav-library"));
  return app;
}
const ids = () => screen.getAllByTestId("clip").map((clip) => clip.dataset.clipId);
const opener = (index: number) =>
  within(screen.getAllByTestId("clip")[index] as HTMLElement).getByRole("button", { name: /^Open/u });

it("shows a page and then the next, each clip once", async () => {
  const { user } = await library("ready,library-130");
  await waitFor(() => expect(ids()).toHaveLength(60));
  await user.click(screen.getByText("Show more"));
  await waitFor(() => expect(ids()).toHaveLength(120));
  await user.click(screen.getByText("Show more"));
  await waitFor(() => expect(ids()).toHaveLength(130));
  expect(new Set(ids()).size).toBe(130);
  expect(screen.queryByText("Show more")).toBeNull();
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
