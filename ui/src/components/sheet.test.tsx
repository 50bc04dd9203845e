import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, it } from "vitest";
import { Sheet } from "./sheet";

function Shortcuts() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        {"Show"}
      </button>
      <Sheet open={open} onOpenChange={setOpen} title="Keyboard shortcuts" closeLabel="Close">
        <p>{"Generate"}</p>
        <a href="#more">{"More"}</a>
      </Sheet>
    </>
  );
}

it("takes the focus itself, keeps it inside, and gives it back", async () => {
  render(<Shortcuts />);
  await userEvent.tab();
  await userEvent.keyboard("{Enter}");
  const sheet = await screen.findByRole("dialog", { name: "Keyboard shortcuts" });
  // Not the button that closes it: its tooltip would lie over what one came to read.
  await waitFor(() => expect(sheet).toHaveFocus());
  expect(screen.queryByTestId("tooltip")).toBeNull();
  for (let press = 0; press < 5; press += 1) {
    await userEvent.tab();
    expect(sheet.contains(document.activeElement) || isGuard(document.activeElement)).toBe(true);
  }
  await userEvent.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(screen.getByText("Show")).toHaveFocus();
});

it("is closed by its button, which has a name", async () => {
  render(<Shortcuts />);
  await userEvent.click(screen.getByText("Show"));
  await userEvent.click(await screen.findByRole("button", { name: "Close" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});

/** The library leads the focus around by elements of its own, for a moment. */
function isGuard(element: Element | null): boolean {
  return element?.hasAttribute("data-base-ui-focus-guard") === true;
}
