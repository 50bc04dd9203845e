import { screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { openApp } from "../../test-app";

it("leads into practice with one press", async () => {
  const { user, called } = await openApp("");
  expect(screen.getAllByTestId("key-input")).toHaveLength(1);
  await user.click(screen.getByTestId("try-practice"));
  await screen.findByTestId("prompt");
  expect(called("settingsSet")).toEqual([[{ practice: true, onboarded: true }]]);
});

it("ends with a good key, and says that clips cost money from now on", async () => {
  const { user, control } = await openApp("");
  await user.type(screen.getByTestId("key-input"), "canary-good{Enter}");
  await screen.findByTestId("prompt");
  expect((await screen.findByTestId("toast")).textContent).toContain("From now on clips cost money.");
  expect(control.state().settings).toMatchObject({ practice: false, onboarded: true });
});

it("stays with a wrong key, and says so", async () => {
  const { user } = await openApp("");
  await user.type(screen.getByTestId("key-input"), "canary-wrong");
  await user.click(screen.getByTestId("key-check"));
  await waitFor(() =>
    expect(screen.getByTestId("key-status").textContent).toContain("does not know this key"),
  );
  expect(screen.getByTestId("onboarding")).toBeTruthy();
});

it("can be skipped without a key", async () => {
  const { user } = await openApp("");
  await user.click(screen.getByText("Skip for now"));
  await screen.findByTestId("prompt");
});
