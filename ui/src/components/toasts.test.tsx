import { act, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { say, Toasts, undoLast } from "./toasts";

function open() {
  render(
    <>
      <input aria-label="Prompt" />
      <Toasts label="Messages" dismissLabel="Dismiss" />
    </>,
  );
}
const gone = (words: string) => waitFor(() => expect(screen.queryByText(words)).toBeNull());

it("is read out politely and put away by its button", async () => {
  open();
  act(() => say("Prompt copied."));
  expect(await screen.findByRole("dialog", { name: "Prompt copied." })).toBe(screen.getByTestId("toast"));
  expect(screen.getByRole("region", { name: "Messages" })).toHaveAttribute("aria-live", "polite");
  await userEvent.click(screen.getByRole("button", { name: "Dismiss" }));
  await gone("Prompt copied.");
});

it("is reached by F6, undoes by keyboard, and gives the focus back", async () => {
  const undo = vi.fn(() => say("It is back."));
  open();
  const prompt = screen.getByLabelText("Prompt");
  await userEvent.click(prompt);
  act(() => say("Moved to trash.", { label: "Undo", run: undo }));
  await screen.findByTestId("toast");
  await userEvent.keyboard("{F6}");
  expect(screen.getByRole("region", { name: "Messages" })).toHaveFocus();
  await userEvent.tab();
  await userEvent.tab();
  expect(screen.getByTestId("undo")).toHaveFocus();
  await userEvent.keyboard("{Enter}");
  expect(undo).toHaveBeenCalledTimes(1);
  await gone("Moved to trash.");
  await waitFor(() => expect(prompt).toHaveFocus());
});

it("can be undone by the key as well, the newest first, and once only", async () => {
  const undone: string[] = [];
  open();
  act(() => say("First.", { label: "Undo", run: () => undone.push("first") }));
  act(() => say("Second.", { label: "Undo", run: () => undone.push("second") }));
  act(() => say("Nothing to undo here."));
  await screen.findByText("Second.");
  act(() => expect(undoLast()).toBe(true));
  await gone("Second.");
  act(() => expect(undoLast()).toBe(true));
  await gone("First.");
  expect(undoLast()).toBe(false);
  expect(undone).toEqual(["second", "first"]);
});

it("cannot be undone any more once it is put away", async () => {
  open();
  act(() => say("Moved to trash.", { label: "Undo", run: () => expect.unreachable() }));
  await userEvent.click(await screen.findByRole("button", { name: "Dismiss" }));
  await gone("Moved to trash.");
  expect(undoLast()).toBe(false);
});

it("offers what comes next beside Undo, and the key undoes all the same", async () => {
  const show = vi.fn();
  const undo = vi.fn();
  open();
  act(() => say("Saved.", undefined, { label: "Show in folder", run: show }));
  await userEvent.click(await screen.findByRole("button", { name: "Show in folder" }));
  expect(show).toHaveBeenCalledTimes(1);
  await gone("Saved.");
  expect(undoLast()).toBe(false);
  act(() => say("Moved.", { label: "Undo", run: undo }, { label: "Open", run: show }));
  await screen.findByRole("button", { name: "Open" });
  act(() => expect(undoLast()).toBe(true));
  expect(undo).toHaveBeenCalledTimes(1);
  expect(show).toHaveBeenCalledTimes(1);
});
