import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { KeyField } from "./key-field";
import { TextArea } from "./text-area";
import { TextField } from "./text-field";

describe("a field", () => {
  it("has a name and is described by its hint, or by what is wrong", () => {
    const { rerender } = render(<TextField label="Service address" hint="A key belongs to its address." />);
    const field = screen.getByRole("textbox", { name: "Service address" });
    expect(field).toHaveAccessibleDescription("A key belongs to its address.");
    expect(field).toBeValid();
    rerender(<TextField label="Service address" hint="A key belongs…" error="This is not an address." />);
    expect(field).toBeInvalid();
    expect(field).toHaveAccessibleDescription("This is not an address.");
    expect(screen.getByRole("alert").textContent).toBe("This is not an address.");
  });

  it("can hide its name from the eye only", () => {
    render(<TextArea label="Prompt" hideLabel value="" onChange={() => {}} />);
    expect(screen.getByRole("textbox", { name: "Prompt" }).tagName).toBe("TEXTAREA");
  });

  it("carries a button at its end, which the tab key reaches after it", async () => {
    render(<TextField label="Service address" end={<button type="button">{"Suggested"}</button>} />);
    await userEvent.tab();
    expect(screen.getByRole("textbox")).toHaveFocus();
    await userEvent.tab();
    expect(screen.getByText("Suggested")).toHaveFocus();
  });
});

describe("the field of a key", () => {
  const words = { label: "Key", placeholder: "Type or paste", paste: "Paste", check: "Check" };
  const open = (more: Partial<Parameters<typeof KeyField>[0]> = {}) => {
    const told = { onCheck: vi.fn(), onPaste: vi.fn() };
    render(
      <KeyField
        words={words}
        busy={false}
        hasKey={false}
        lines={[{ tone: "quiet", words: "No key yet." }]}
        hint="It goes into your keyring."
        {...told}
        {...more}
      />,
    );
    return { ...told, field: screen.getByTestId<HTMLInputElement>("key-input") };
  };

  it("is masked, has a name, and is described by how it stands and where the key goes", () => {
    const { field } = open();
    expect(screen.getByLabelText("Key")).toBe(field);
    expect(field.type).toBe("password");
    expect(field).toHaveAccessibleDescription("No key yet. It goes into your keyring.");
    expect(screen.getByRole("status").textContent).toBe("No key yet.");
  });

  it("passes the key on at Enter and is empty from then on", async () => {
    const { field, onCheck } = open();
    await userEvent.type(field, " abc {Enter}");
    expect(onCheck).toHaveBeenCalledWith("abc");
    expect(field.value).toBe("");
    await userEvent.keyboard("{Enter}");
    expect(onCheck).toHaveBeenCalledTimes(1);
    expect(field).toHaveFocus();
  });

  it("checks the kept key where nothing was typed", async () => {
    const { onCheck } = open({ hasKey: true });
    await userEvent.click(screen.getByRole("button", { name: "Check" }));
    expect(onCheck).toHaveBeenCalledWith(null);
  });

  it("keeps the focus while it waits, and asks nothing twice", async () => {
    const { onCheck, onPaste } = open({ busy: true, hasKey: true });
    const check = screen.getByTestId("key-check");
    await userEvent.click(check);
    await userEvent.click(screen.getByRole("button", { name: "Paste" }));
    expect(onCheck).not.toHaveBeenCalled();
    expect(onPaste).not.toHaveBeenCalled();
    expect(check).toBeEnabled();
    expect(check).toHaveAttribute("aria-disabled", "true");
  });

  it("is invalid where the key is", () => {
    const { field } = open({ lines: [{ tone: "bad", words: "The service does not know this key." }] });
    expect(field).toBeInvalid();
  });
});
