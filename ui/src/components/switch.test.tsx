import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, it } from "vitest";
import { Switch } from "./switch";

function Practice() {
  const [on, setOn] = useState(false);
  return (
    <>
      <p id="what">{"Costs nothing."}</p>
      <Switch label="Practice studio" describedBy="what" on={on} onChange={setOn} testId="practice" />
    </>
  );
}

it("has a name and words, and is turned by Space and by Enter", async () => {
  render(<Practice />);
  const box = screen.getByRole("switch", { name: "Practice studio", description: "Costs nothing." });
  expect(box).not.toBeChecked();
  await userEvent.tab();
  expect(box).toHaveFocus();
  await userEvent.keyboard(" ");
  expect(box).toBeChecked();
  await userEvent.keyboard("{Enter}");
  expect(box).not.toBeChecked();
  await userEvent.click(screen.getByTestId("practice"));
  expect(box).toBeChecked();
});

it("stays as it is where it is disabled", async () => {
  const said: boolean[] = [];
  render(<Switch label="Practice studio" on={false} disabled onChange={(on) => said.push(on)} />);
  await userEvent.click(screen.getByRole("switch"));
  expect(screen.getByRole("switch")).toHaveAttribute("aria-disabled", "true");
  expect(said).toEqual([]);
});
