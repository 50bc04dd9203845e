import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, it, vi } from "vitest";
import { Select } from "./select";

const lengths = [
  { value: "auto", label: "Auto", hint: "The service decides" },
  { value: "4", label: "4 s" },
  { value: "6", label: "6 s", disabled: true },
  { value: "8", label: "8 s" },
];

function Length({ told }: { told?: (value: string) => void }) {
  const [value, setValue] = useState("auto");
  return (
    <Select
      label="Length"
      data-testid="duration"
      value={value}
      options={lengths}
      onChange={(next) => {
        setValue(next);
        told?.(next);
      }}
    />
  );
}

it("is named after what it chooses and what is chosen", () => {
  render(<Length />);
  const trigger = screen.getByRole("combobox", { name: "Length Auto" });
  expect(trigger).toBe(screen.getByTestId("duration"));
  expect(trigger).toHaveAttribute("data-value", "auto");
});

it("opens, walks past what cannot be chosen, chooses and gives the focus back, all by keyboard", async () => {
  render(<Length />);
  const trigger = screen.getByRole("combobox");
  await userEvent.tab();
  await userEvent.keyboard("{ArrowDown}");
  const list = await screen.findByRole("listbox", { name: "Length" });
  expect(within(list).getAllByTestId("duration-option")).toHaveLength(4);
  expect(within(list).getByRole("option", { name: /6 s/u })).toHaveAttribute("aria-disabled", "true");
  expect(within(list).getByRole("option", { selected: true })).toHaveAttribute("data-value", "auto");
  await userEvent.keyboard("{End}{Enter}");
  await waitFor(() => expect(trigger).toHaveAttribute("data-value", "8"));
  await waitFor(() => expect(trigger).toHaveFocus());
});

it("leaves everything as it was at Esc", async () => {
  const told = vi.fn();
  render(<Length told={told} />);
  await userEvent.tab();
  await userEvent.keyboard("{Enter}");
  await screen.findByRole("listbox");
  await userEvent.keyboard("{ArrowDown}{Escape}");
  await waitFor(() => expect(screen.getByRole("combobox")).toHaveFocus());
  expect(told).not.toHaveBeenCalled();
});

it("finds by the first letters that are typed", async () => {
  render(<Length />);
  await userEvent.tab();
  await userEvent.keyboard("{Enter}");
  await screen.findByRole("listbox");
  await userEvent.keyboard("8");
  await userEvent.keyboard("{Enter}");
  await waitFor(() => expect(screen.getByTestId("duration")).toHaveAttribute("data-value", "8"));
});

it("that cannot be opened stays within reach and says why", async () => {
  const why = "Veo 2 has one length only.";
  render(<Select label="Length" value="auto" options={lengths} onChange={() => {}} disabled hint={why} />);
  await userEvent.tab();
  const trigger = screen.getByRole("combobox", { name: "Length Auto", description: why });
  expect(trigger).toHaveFocus();
  expect(trigger).toHaveAttribute("aria-disabled", "true");
  await userEvent.keyboard("{Enter}{ArrowDown}");
  await userEvent.click(trigger);
  expect(screen.queryByRole("listbox")).toBeNull();
});
