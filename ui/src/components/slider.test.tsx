import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { beforeEach, expect, it, vi } from "vitest";
import { Slider } from "./slider";

// The thumb is out of sight until its place is measured, and nothing has a size here.
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, "getBoundingClientRect").mockReturnValue(new DOMRect(0, 0, 200, 20));
});

function Position({ disabled = false }: { disabled?: boolean }) {
  const [frame, setFrame] = useState(50);
  return (
    <Slider
      label="Position"
      value={frame}
      min={0}
      max={120}
      step={1}
      onChange={setFrame}
      valueText={`Frame ${frame}`}
      disabled={disabled}
    />
  );
}

it("has a name and says where it is in words", async () => {
  render(<Position />);
  const slider = await screen.findByRole("slider", { name: "Position" });
  expect(slider).toHaveAttribute("aria-valuetext", "Frame 50");
  expect(slider).toHaveAttribute("aria-valuenow", "50");
});

it("goes in small and in large steps, and to both ends", async () => {
  render(<Position />);
  const slider = await screen.findByRole("slider");
  const now = () => Number(slider.getAttribute("aria-valuenow"));
  await userEvent.tab();
  expect(slider).toHaveFocus();
  const steps: [string, number][] = [
    ["{ArrowRight}", 51],
    ["{ArrowDown}", 50],
    ["{PageUp}", 62],
    ["{Shift>}{ArrowLeft}{/Shift}", 50],
    ["{End}", 120],
    ["{ArrowRight}", 120],
    ["{Home}", 0],
  ];
  for (const [keys, at] of steps) {
    await userEvent.keyboard(keys);
    expect(now(), keys).toBe(at);
  }
});

it("rests where it is disabled", async () => {
  render(<Position disabled />);
  expect(await screen.findByRole("slider")).toBeDisabled();
});
