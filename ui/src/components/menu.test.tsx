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

it("tells which of several are on, and leads on to others by keyboard", async () => {
  const choose = vi.fn();
  render(
    <Menu
      trigger={<IconButton icon={Ellipsis} label="More" />}
      groups={[
        [
          {
            label: "Add to collection",
            items: [
              [
                { label: "Rain", checked: true, onSelect: () => choose("Rain") },
                { label: "Snow", checked: false, onSelect: () => choose("Snow") },
              ],
            ],
          },
        ],
      ]}
    />,
  );
  await userEvent.tab();
  await userEvent.keyboard("{Enter}");
  await screen.findByRole("menuitem", { name: "Add to collection" });
  await userEvent.keyboard("{ArrowRight}");
  expect(await screen.findByRole("menuitemcheckbox", { name: "Rain" })).toBeChecked();
  const snow = screen.getByRole("menuitemcheckbox", { name: "Snow" });
  expect(snow).not.toBeChecked();
  await userEvent.click(snow);
  expect(choose.mock.calls).toEqual([["Snow"]]);
  await waitFor(() => expect(screen.queryByRole("menu")).toBeNull());
});

it("waits with what leads elsewhere until it is gone and has given the focus back", async () => {
  const at: (string | null)[] = [];
  const look = () => at.push(document.activeElement?.getAttribute("aria-label") ?? null);
  render(
    <Menu
      trigger={<IconButton icon={Ellipsis} label="More" />}
      groups={[[{ label: "New collection…", leaves: true, onSelect: look }]]}
    />,
  );
  await userEvent.tab();
  await userEvent.keyboard("{Enter}");
  await screen.findByRole("menuitem", { name: "New collection…" });
  await userEvent.keyboard("{Enter}");
  await waitFor(() => expect(at).toEqual(["More"]));
});

it("names its groups, and tells two things with the same words apart", async () => {
  const open = vi.fn();
  const clip = (id: string) => ({
    ...{ id, label: "A heron", picture: `${id}.jpg`, testId: id },
    onSelect: () => open(id),
  });
  render(
    <Menu
      trigger={<IconButton icon={Ellipsis} label="Compare" />}
      groups={[[], [clip("one"), clip("two")], [{ label: "Other", onSelect: () => {} }]]}
      titles={{ 0: "Nothing", 1: "Recent" }}
    />,
  );
  await userEvent.click(screen.getByRole("button"));
  const group = await screen.findByRole("group", { name: "Recent" });
  expect(group).toContainElement(screen.getByTestId("two"));
  expect(group).not.toContainElement(screen.getByText("Other"));
  expect(screen.queryByText("Nothing")).toBeNull();
  // The picture is for the eye alone.
  expect(screen.getByTestId("one")).toHaveAccessibleName("A heron");
  await userEvent.click(screen.getByTestId("two"));
  expect(open).toHaveBeenCalledWith("two");
});
