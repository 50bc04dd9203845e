import { act, screen, waitFor } from "@testing-library/react";
import { expect, it, vi } from "vitest";
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

it("wakes its still once, and leaves it alone for those who ask for less motion", async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  try {
    const { control } = await openApp("");
    const film = () => screen.getByTestId("wake").querySelector("video");
    expect(film()).toBeNull();
    await act(() => vi.advanceTimersByTimeAsync(2000));
    expect(film()?.getAttribute("src")).toBe(control.state().welcomeUrl);
    act(() => {
      document.documentElement.dataset.motion = "reduced";
    });
    await waitFor(() => expect(film()).toBeNull());
  } finally {
    vi.useRealTimers();
    delete document.documentElement.dataset.motion;
  }
});

it("leads to a key by the page of the service", async () => {
  const { user, called } = await openApp("");
  await user.click(screen.getByText("Get a key"));
  expect(called("linkOpen")).toEqual([["getKey"]]);
});

it("says where the way in is barred, and stays", async () => {
  const { user, control } = await openApp("");
  control.failNext("settingsSet", { code: "diskFull" });
  await user.click(screen.getByTestId("try-practice"));
  expect((await screen.findByTestId("toast")).textContent).toContain("The disk is full.");
  expect(screen.getByTestId("onboarding")).toBeTruthy();
});

it("has one warm button, and the keyboard meets the key first", async () => {
  const { user } = await openApp("");
  expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Wake a still picture");
  const met: (string | null | undefined)[] = [];
  for (let press = 0; press < 6; press += 1) {
    await user.tab();
    const now = document.activeElement as HTMLElement;
    met.push(now.dataset.testid ?? now.getAttribute("aria-label") ?? now.textContent);
  }
  expect(met).toEqual(["key-input", "Paste", "key-check", "try-practice", "Get a key", "Skip for now"]);
});

it("can be skipped without a key", async () => {
  const { user } = await openApp("");
  await user.click(screen.getByText("Skip for now"));
  await screen.findByTestId("prompt");
});
