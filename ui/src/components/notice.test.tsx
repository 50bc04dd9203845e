import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { Button } from "./button";
import { Empty } from "./empty";
import { Notice } from "./notice";
import { PracticeTag } from "./practice-tag";
import { Skeleton } from "./skeleton";
import { Toned } from "./toned";

it("reads out its words and not its buttons, and is put away by keyboard", async () => {
  const away = vi.fn();
  render(
    <Notice
      tone="warn"
      role="status"
      id="upload"
      actions={<Button>{"Open Settings"}</Button>}
      dismissLabel="Dismiss"
      onDismiss={away}
    >
      {"Offline."}
    </Notice>,
  );
  const words = screen.getByRole("status");
  expect(words.textContent).toBe("Offline.");
  expect(words.id).toBe("upload");
  await userEvent.tab();
  await userEvent.tab();
  expect(screen.getByRole("button", { name: "Dismiss" })).toHaveFocus();
  await userEvent.keyboard("{Enter}");
  expect(away).toHaveBeenCalledTimes(1);
});

it("says what is not there and offers one way on", async () => {
  const make = vi.fn();
  render(
    <Empty
      art="still"
      role="status"
      title="No clips yet"
      hint="Everything you make is kept here."
      action={<Button onClick={make}>{"Make the first one"}</Button>}
    />,
  );
  expect(screen.getByRole("status").textContent).toContain("No clips yet");
  expect(document.querySelector("svg")).toHaveAttribute("aria-hidden", "true");
  await userEvent.tab();
  await userEvent.keyboard("{Enter}");
  expect(make).toHaveBeenCalledTimes(1);
});

it("explains practice to the keyboard as well as to the pointer", async () => {
  render(<PracticeTag label="Practice" hint="Nothing costs money." />);
  await userEvent.tab();
  const tag = screen.getByRole("note");
  expect(tag).toHaveFocus();
  expect(tag).toHaveAccessibleDescription("Nothing costs money.");
  expect((await screen.findByTestId("tooltip")).textContent).toBe("Nothing costs money.");
});

it("marks a tone for the eye only, since the words say it", () => {
  render(
    <Toned tone="bad" marked>
      {"The disk is full."}
    </Toned>,
  );
  const line = screen.getByText("The disk is full.");
  expect(line.parentElement?.querySelector("svg")).toHaveAttribute("aria-hidden", "true");
  expect(line.parentElement?.textContent).toBe("The disk is full.");
});

it("holds a place in the shape of what comes, and says nothing", () => {
  render(<Skeleton ratio={9 / 16} />);
  const place = screen.getByTestId("skeleton");
  expect(place.style.getPropertyValue("--ratio")).toBe("0.5625");
  expect(place).toHaveAttribute("aria-hidden", "true");
});
