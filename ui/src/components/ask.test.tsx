import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, it, vi } from "vitest";
import { Ask } from "./ask";

const confirm = vi.fn();

function Question() {
  const [open, setOpen] = useState(true);
  return (
    <Ask
      open={open}
      onOpenChange={setOpen}
      title="Empty the trash?"
      confirm="Remove for good"
      cancel="Keep them"
      onConfirm={confirm}
    >
      {"This cannot be undone."}
    </Ask>
  );
}

it("asks with the focus on what changes nothing, and Enter changes nothing", async () => {
  render(<Question />);
  const ask = await screen.findByRole("alertdialog", { name: "Empty the trash?" });
  expect(ask).toHaveAccessibleDescription("This cannot be undone.");
  await waitFor(() => expect(screen.getByText("Keep them").closest("button")).toHaveFocus());
  await userEvent.keyboard("{Enter}");
  await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
  expect(confirm).not.toHaveBeenCalled();
});

it("is left with Esc, and does what was confirmed once", async () => {
  const { unmount } = render(<Question />);
  await screen.findByRole("alertdialog");
  await userEvent.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
  expect(confirm).not.toHaveBeenCalled();
  unmount();
  render(<Question />);
  await userEvent.click(await screen.findByText("Remove for good"));
  await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
  expect(confirm).toHaveBeenCalledTimes(1);
});
