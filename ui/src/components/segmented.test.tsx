import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, it } from "vitest";
import { Segmented } from "./segmented";

const shapes = [
  { value: "auto", label: "Auto" },
  { value: "16:9", label: "Wide", drawing: <svg aria-hidden="true" />, testId: "ratio-16:9" },
  { value: "1:1", label: "Square", why: "Veo 3 does not take this shape." },
  { value: "9:16", label: "Tall" },
];

function Shape() {
  const [value, setValue] = useState("auto");
  return (
    <>
      <Segmented label="Shape" data-testid="shape" value={value} options={shapes} onChange={setValue} />
      <button type="button" onClick={() => setValue("9:16")}>
        {"Match the picture"}
      </button>
    </>
  );
}
const chosen = () => screen.getByTestId("shape").dataset.value;

it("is a radio group whose choices have names, drawn ones as well", () => {
  render(<Shape />);
  const group = screen.getByRole("radiogroup", { name: "Shape" });
  expect(group).toBe(screen.getByTestId("shape"));
  expect(screen.getByRole("radio", { name: "Auto" })).toBeChecked();
  expect(screen.getByRole("radio", { name: "Wide" })).toBe(screen.getByTestId("ratio-16:9"));
  expect(screen.getAllByTestId("shape-option")).toHaveLength(3);
});

it("moves and chooses by arrow keys, past what cannot be chosen, and around", async () => {
  render(<Shape />);
  await userEvent.tab();
  expect(screen.getByRole("radio", { name: "Auto" })).toHaveFocus();
  await userEvent.keyboard("{ArrowRight}");
  expect(chosen()).toBe("16:9");
  await userEvent.keyboard("{ArrowRight}");
  expect(chosen()).toBe("9:16");
  await userEvent.keyboard("{ArrowRight}");
  expect(chosen()).toBe("auto");
  await userEvent.keyboard("{ArrowLeft}");
  expect(chosen()).toBe("9:16");
});

it("says why a choice cannot be made, and does not make it", async () => {
  render(<Shape />);
  const square = screen.getByRole("radio", {
    name: "Square",
    description: "Veo 3 does not take this shape.",
  });
  expect(square).toHaveAttribute("aria-disabled", "true");
  await userEvent.click(square);
  expect(chosen()).toBe("auto");
});

it("is one stop of the tab key, at what is chosen, also where it was chosen from elsewhere", async () => {
  render(<Shape />);
  await userEvent.click(screen.getByText("Match the picture"));
  expect(chosen()).toBe("9:16");
  await userEvent.tab({ shift: true });
  expect(screen.getByRole("radio", { name: "Tall" })).toHaveFocus();
});

it("is chosen by Space", async () => {
  render(<Segmented label="Shape" value="none" options={shapes} onChange={(value) => said.push(value)} />);
  const said: string[] = [];
  await userEvent.tab();
  await userEvent.keyboard(" ");
  expect(said).toEqual(["auto"]);
});
