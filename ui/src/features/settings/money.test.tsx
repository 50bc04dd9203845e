import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { openApp } from "../../test-app";

async function settings(scenario: string) {
  const app = await openApp(scenario);
  await app.user.click(screen.getByTestId("nav-settings"));
  return app;
}
const balance = async () => (await screen.findByTestId("balance")).textContent;
const status = () => screen.getByTestId("key-status").textContent;

describe("a key that ran out", () => {
  it.each([
    ["canary-empty", "nothing is left on it", true],
    ["canary-spent", "its own limit is used up", false],
    ["canary-expired", "it has expired", false],
  ])("%s is told apart from one that is wrong", async (typed, words, kept) => {
    const { user, control } = await settings("no-key");
    await user.type(screen.getByTestId("key-input"), typed);
    await user.click(screen.getByTestId("key-check"));
    await waitFor(() => expect(status()).toContain(words));
    expect(control.state().account.key).toBe(kept ? "set" : "none");
    expect(control.state().settings.practice).toBe(false);
  });

  it("is told on the first screen, too, which stays open", async () => {
    const { user } = await openApp("");
    await user.type(screen.getByTestId("key-input"), "canary-empty{Enter}");
    await waitFor(() => expect(status()).toContain("nothing is left on it"));
    expect(screen.getByTestId("onboarding")).toBeTruthy();
  });

  it.each([
    ["key-used-up", "its own limit is used up"],
    ["key-expired", "it has expired"],
  ])("%s is told on Create before anything is pressed", async (scenario, words) => {
    await openApp(scenario);
    expect(screen.getByTestId("key-notice").textContent).toContain(words);
  });
});

describe("the balance", () => {
  it("is what is left on the key", async () => {
    const { called } = await settings("paid");
    await waitFor(async () => expect(await balance()).toBe("$12.34 left on this key"));
    expect(called("balanceRead")).toEqual([[false]]);
  });

  it("is asked again after a check", async () => {
    const { user, called } = await settings("paid");
    await balance();
    await user.click(screen.getByTestId("key-check"));
    await waitFor(() => expect(called("balanceRead").length).toBeGreaterThan(1));
    expect(called("balanceRead").flat()).not.toContain(true);
  });

  it("may have no limit, or be nothing, with the door to top up", async () => {
    const unlimited = await settings("balance-unlimited");
    await waitFor(async () => expect(await balance()).toBe("No limit set on this key"));
    unlimited.unmount();
    const { user, called } = await settings("out-of-credit");
    await waitFor(async () => expect(await balance()).toContain("Nothing is left on this key."));
    const doors = screen.getAllByRole("button", { name: "Top up" });
    await user.click(doors.at(-1) as HTMLElement);
    expect(called("linkOpen")).toEqual([["topUp"]]);
  });

  it("is asked for with a click where it is not told at any time", async () => {
    const { user, called } = await settings("balance-on-click");
    expect(called("balanceRead").flat()).not.toContain(true);
    await user.click(await screen.findByTestId("balance-ask"));
    await waitFor(async () => expect(await balance()).toBe("$2.50 left on this key"));
    expect(called("balanceRead").filter(([asked]) => asked === true)).toHaveLength(1);
  });

  it("is not told by every service", async () => {
    const { user } = await settings("balance-untold");
    await user.click(await screen.findByTestId("balance-ask"));
    await waitFor(async () => expect(await balance()).toBe("The service does not say what is left."));
  });

  it.each(["ready", "no-key", "key-refused"])("is not asked for: %s", async (scenario) => {
    const { called } = await settings(scenario);
    expect(screen.queryByTestId("balance")).toBeNull();
    expect(called("balanceRead")).toEqual([]);
  });
});

describe("spending", () => {
  it.each([
    ["paid", "nothing yet"],
    ["soft-limit-near", "about $19.60, and 2 clips of unknown price"],
    ["soft-limit-reached", "about $13.40, and 1 clip of unknown price"],
  ])("%s: %s this month so far", async (scenario, words) => {
    await settings(scenario);
    await waitFor(() => expect(screen.getByTestId("spend").textContent).toBe(words));
  });

  it("has a limit that is applied on Enter and on leaving the field", async () => {
    const { user, called, control } = await settings("paid");
    const field = screen.getByTestId<HTMLInputElement>("spend-limit");
    expect(field).toHaveAccessibleName("Monthly limit");
    await user.type(field, "$12.5{Enter}");
    await waitFor(() => expect(field.value).toBe("12.50"));
    await user.tab();
    expect(called("settingsSet")).toEqual([[{ spendLimit: "$12.5" }]]);
    await user.clear(field);
    await user.tab();
    await waitFor(() => expect(control.state().settings.spendLimitMicros).toBeNull());
  });

  it("says beside the field what an amount looks like, and keeps what was typed", async () => {
    const { user, control } = await settings("soft-limit-near");
    const field = screen.getByTestId<HTMLInputElement>("spend-limit");
    expect(field.value).toBe("20");
    await user.clear(field);
    await user.type(field, "lots");
    await user.tab();
    await waitFor(() => expect(field).toHaveAccessibleDescription(/such as 20 or 12\.50/u));
    expect(field.value).toBe("lots");
    expect(control.state().settings.spendLimitMicros).toBe(20_000_000);
  });
});
