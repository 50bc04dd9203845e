import { screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { openApp } from "../../test-app";

async function settings(scenario: string) {
  const app = await openApp(scenario);
  await app.user.click(screen.getByTestId("nav-settings"));
  return app;
}

it("says what is written into clips and what never is, and can be told not to", async () => {
  const { user, called } = await settings("ready");
  const tags = await screen.findByTestId("tag-clips");
  expect(tags).toBeChecked();
  expect(tags).toHaveAccessibleDescription(/Task number, service address and folders are never in it/u);
  await user.click(tags);
  await waitFor(() => expect(tags).not.toBeChecked());
  expect(called("settingsSet")).toEqual([[{ tagClips: false }]]);
});

it("looks the library over, shows that it does, and tells what it found", async () => {
  const { user, platform } = await settings("clip-missing");
  let answer: () => void = () => {};
  const repair = platform.libraryRepair;
  platform.libraryRepair = async () => {
    await new Promise<void>((resolve) => {
      answer = resolve;
    });
    return repair();
  };
  await user.click(await screen.findByTestId("repair"));
  await screen.findByText("Checking every clip. In a large library this takes minutes.");
  expect(screen.getByRole("progressbar")).toBeInTheDocument();
  expect(screen.getByTestId("repair")).toBeDisabled();
  answer();
  const report = screen.getByTestId("repair-report");
  await waitFor(() => expect(report).toHaveTextContent("Clips checked: 14"));
  expect([...report.querySelectorAll("li")].map((line) => line.textContent)).toEqual([
    "Found again in another place: 2",
    "File missing: 14",
    "Posters drawn anew: 3",
    "Videos in the folder that belong to no clip, left alone: 1",
  ]);
  expect(screen.getByTestId("repair")).toBeEnabled();
});

it("tells of a damaged record, and does not call everything in order", async () => {
  const { user, platform } = await settings("record-damaged");
  const repair = platform.libraryRepair;
  const nothing = { found: 0, missing: 0, changed: 0, posters: 0, strangers: 0 };
  platform.libraryRepair = async () => ({ ...(await repair()), ...nothing });
  await user.click(await screen.findByTestId("repair"));
  const report = screen.getByTestId("repair-report");
  await waitFor(() => expect(report).toHaveTextContent(/Part of your library's record is damaged/u));
  expect(report).not.toHaveTextContent("Everything is in order.");
});

it("says where it could not be repaired, and can be asked again", async () => {
  const { user, control } = await settings("ready");
  control.failNext("libraryRepair", { code: "folderMissing" });
  await user.click(await screen.findByTestId("repair"));
  await screen.findByText("The clips folder is gone. Bring it back and try again.");
  await user.click(screen.getByTestId("repair"));
  await screen.findByText("Clips checked: 0");
});
