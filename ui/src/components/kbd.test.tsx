import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { ariaKeys, capsOf, Kbd } from "./kbd";

it.each([
  ["Ctrl+Enter", ["Ctrl", "Enter"], "Control+Enter"],
  ["⌘Enter", ["⌘", "Enter"], "Meta+Enter"],
  ["Ctrl+,", ["Ctrl", ","], "Control+,"],
  ["Shift+←", ["Shift", "←"], "Shift+ArrowLeft"],
  ["Space", ["Space"], "Space"],
  ["+", ["+"], "Plus"],
  ["?", ["?"], "?"],
])("%s is one cap per key", (keys, caps, aria) => {
  expect(capsOf(keys)).toEqual(caps);
  expect(ariaKeys(keys)).toBe(aria);
});

it("keeps its keys apart where they are read", () => {
  render(<Kbd keys="Shift+→" />);
  expect(screen.getByText("Shift").parentElement?.textContent).toBe("Shift →");
});
