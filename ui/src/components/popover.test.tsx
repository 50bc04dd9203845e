import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { Button } from "./button";
import { Popover } from "./popover";

function Models() {
  return (
    <>
      <Popover label="Models" trigger={<Button>{"Veo 3.1"}</Button>}>
        <input aria-label="Another model" />
        <button type="button">{"Use this name"}</button>
      </Popover>
      <button type="button">{"Beside"}</button>
    </>
  );
}

it("takes the focus in, has a name, and gives the focus back at Esc", async () => {
  render(<Models />);
  await userEvent.tab();
  await userEvent.keyboard("{Enter}");
  expect(await screen.findByRole("dialog", { name: "Models" })).toBeTruthy();
  await waitFor(() => expect(screen.getByLabelText("Another model")).toHaveFocus());
  const trigger = screen.getByRole("button", { name: "Veo 3.1" });
  expect(trigger).toHaveAttribute("aria-expanded", "true");
  await userEvent.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(trigger).toHaveFocus();
});

it("closes at a press elsewhere", async () => {
  render(<Models />);
  await userEvent.click(screen.getByText("Veo 3.1"));
  await screen.findByRole("dialog");
  await userEvent.click(screen.getByText("Beside"));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});
