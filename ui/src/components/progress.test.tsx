import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { Progress } from "./progress";

it("has a name, and says what is left rather than a number", () => {
  render(<Progress label="Progress: A heron" value={0.62} valueText="about 2 min left" />);
  const bar = screen.getByRole("progressbar", { name: "Progress: A heron" });
  expect(bar).toHaveAttribute("aria-valuenow", "62");
  expect(bar).toHaveAttribute("aria-valuetext", "about 2 min left");
});

it("measures nothing where nothing is known, and says nothing in another language", () => {
  render(<Progress label="进度" value={null} />);
  const bar = screen.getByRole("progressbar", { name: "进度" });
  expect(bar).not.toHaveAttribute("aria-valuenow");
  expect(bar).not.toHaveAttribute("aria-valuetext");
});
