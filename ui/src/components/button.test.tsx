import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Star, Trash2 } from "lucide-react";
import { describe, expect, it, vi } from "vitest";
import { Button, IconButton } from "./button";

describe("a button", () => {
  it("is pressed by Enter and by Space", async () => {
    const press = vi.fn();
    render(<Button onClick={press}>{"Try again"}</Button>);
    await userEvent.tab();
    expect(screen.getByRole("button", { name: "Try again" })).toHaveFocus();
    await userEvent.keyboard("{Enter} ");
    expect(press).toHaveBeenCalledTimes(2);
  });

  it("that spends money does nothing at a bare Enter", async () => {
    const press = vi.fn();
    const key = vi.fn();
    render(
      <Button spends onClick={press} onKeyDown={key}>
        {"Generate"}
      </Button>,
    );
    await userEvent.tab();
    await userEvent.keyboard("{Enter}");
    expect(press).not.toHaveBeenCalled();
    await userEvent.keyboard(" ");
    expect(press).toHaveBeenCalledTimes(1);
    expect(key).toHaveBeenCalledTimes(2);
  });

  it("that cannot be pressed stays within reach and says why", async () => {
    const press = vi.fn();
    render(
      <Button disabled hint="Pick a picture first." onClick={press}>
        {"Generate"}
      </Button>,
    );
    await userEvent.tab();
    const button = screen.getByRole("button", { name: "Generate", description: "Pick a picture first." });
    expect(button).toHaveFocus();
    expect(button).toHaveAttribute("aria-disabled", "true");
    await userEvent.keyboard("{Enter} ");
    await userEvent.click(button);
    expect(press).not.toHaveBeenCalled();
  });

  it("keeps a description that it was given", () => {
    render(
      <>
        <p id="more">{"It is sent at once."}</p>
        <Button hint="Costs about a dollar." aria-describedby="more">
          {"Generate"}
        </Button>
      </>,
    );
    const button = screen.getByRole("button");
    expect(button).toHaveAccessibleDescription("It is sent at once. Costs about a dollar.");
  });

  it("tells its key, to the eye and to a screen reader", async () => {
    render(<Button keys="Ctrl+Enter">{"Generate"}</Button>);
    await userEvent.tab();
    expect((await screen.findByTestId("tooltip")).textContent).toBe("GenerateCtrl Enter");
    expect(screen.getByRole("button")).toHaveAttribute("aria-keyshortcuts", "Control+Enter");
  });
});

describe("an icon button", () => {
  it("has a name, and shows it with its key where the keyboard is", async () => {
    render(<IconButton icon={Trash2} label="Move to trash" keys="Delete" />);
    expect(screen.queryByTestId("tooltip")).toBeNull();
    await userEvent.tab();
    expect(screen.getByRole("button", { name: "Move to trash" })).toHaveFocus();
    const tip = await screen.findByTestId("tooltip");
    expect(tip.textContent).toBe("Move to trashDelete");
    await userEvent.keyboard("{Escape}");
    await vi.waitFor(() => expect(screen.queryByTestId("tooltip")).toBeNull());
  });

  it("says whether it is on", () => {
    const { rerender } = render(<IconButton icon={Star} label="Favourite" pressed={false} />);
    expect(screen.getByRole("button", { pressed: false })).toBeTruthy();
    rerender(<IconButton icon={Star} label="Favourite" pressed />);
    expect(screen.getByRole("button", { pressed: true })).toBeTruthy();
  });
});
