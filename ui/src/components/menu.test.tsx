import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Ellipsis, Trash2 } from "lucide-react";
import { expect, it, vi } from "vitest";
import { IconButton } from "./button";
import { Menu } from "./menu";

const reveal = vi.fn();
const trash = vi.fn();

function More() {
  return (
    <Menu
      trigger={<IconButton icon={Ellipsis} label="More" />}
      groups={[
        [
          { label: "Show in folder", onSelect: reveal },
          { label: "Open elsewhere", why: "The file is missing.", onSelect: reveal },
        ],
        [],
        [
          {
            label: "Move to trash",
            icon: Trash2,
            keys: "Delete",
            tone: "bad",
            testId: "to-trash",
            onSelect: trash,
          },
        ],
      ]}
    />
  );
}

it("opens by keyboard, is named after its button, and does what is chosen", async () => {
  render(<More />);
  await userEvent.tab();
  await userEvent.keyboard("{Enter}");
  const menu = await screen.findByRole("menu", { name: "More" });
  expect(menu).toBeTruthy();
  const items = screen.getAllByRole("menuitem");
  const names = ["Show in folder", "Open elsewhere", "Move to trash"];
  for (const [index, name] of names.entries()) expect(items[index]).toHaveAccessibleName(name);
  await waitFor(() => expect(items[0]).toHaveFocus());
  await userEvent.keyboard("{ArrowUp}");
  expect(screen.getByTestId("to-trash")).toHaveFocus();
  await userEvent.keyboard("{Enter}");
  expect(trash).toHaveBeenCalledTimes(1);
  await waitFor(() => expect(screen.getByRole("button", { name: "More" })).toHaveFocus());
});

it("keeps what cannot be chosen within reach, with its reason", async () => {
  render(<More />);
  await userEvent.click(screen.getByRole("button"));
  await screen.findByRole("menu");
  const item = screen.getByRole("menuitem", { name: "Open elsewhere", description: "The file is missing." });
  expect(item).toHaveAttribute("aria-disabled", "true");
  await userEvent.keyboard("{ArrowDown}{ArrowDown}");
  expect(item).toHaveFocus();
  await userEvent.keyboard("{Enter}");
  expect(reveal).not.toHaveBeenCalled();
});

it("tells the key that does the same without it, apart from its name", async () => {
  render(<More />);
  await userEvent.click(screen.getByRole("button"));
  const item = await screen.findByRole("menuitem", { name: "Move to trash" });
  expect(item).toHaveAttribute("aria-keyshortcuts", "Delete");
  await userEvent.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("menu")).toBeNull());
  expect(screen.getByRole("button")).toHaveFocus();
});
