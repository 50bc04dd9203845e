import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { Button } from "./button";
import { ErrorCard } from "./error-card";

const copy = vi.fn();
const fetchDetails = vi.fn();

function Trouble({ text }: { text: string | null }) {
  return (
    <ErrorCard
      role="alert"
      what="The service did not answer."
      charged="Nothing was charged."
      help="Check your network, then try again."
      actions={<Button>{"Try again"}</Button>}
      details={{ label: "Details", copyLabel: "Copy details", text, onOpen: fetchDetails, onCopy: copy }}
    />
  );
}

it("says three things at once, and reads out nothing but the words", () => {
  render(<Trouble text={null} />);
  expect(screen.getByRole("alert").textContent).toBe(
    "The service did not answer.Nothing was charged.Check your network, then try again.",
  );
});

it("keeps the technical side closed until somebody opens it by keyboard, and then copies it", async () => {
  const { rerender } = render(<Trouble text={null} />);
  expect(screen.queryByText("504", { exact: false })).toBeNull();
  await userEvent.tab();
  await userEvent.tab();
  const door = screen.getByRole("button", { name: "Details", expanded: false });
  expect(door).toHaveFocus();
  await userEvent.keyboard("{Enter}");
  expect(door).toHaveAttribute("aria-expanded", "true");
  expect(fetchDetails).toHaveBeenCalledTimes(1);
  expect(screen.getByRole("button", { name: "Copy details" })).toBeDisabled();
  rerender(<Trouble text="504 upstream timeout" />);
  const raw = screen.getByRole("group", { name: "Details" });
  expect(raw.textContent).toBe("504 upstream timeout");
  await userEvent.tab();
  expect(raw).toHaveFocus();
  await userEvent.tab();
  await userEvent.keyboard("{Enter}");
  expect(copy).toHaveBeenCalledTimes(1);
  await userEvent.click(door);
  expect(screen.queryByRole("group")).toBeNull();
});
