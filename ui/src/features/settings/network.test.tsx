import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { openApp } from "../../test-app";

async function settings(scenario: string) {
  const app = await openApp(scenario);
  await app.user.click(screen.getByTestId("nav-settings"));
  return app;
}

/** The choice of that value in a row of choices. */
function choice(value: string): HTMLElement {
  const found = screen.getAllByTestId("proxy-option").find((one) => one.dataset.value === value);
  if (!found) throw new Error(`there is no ${value}`);
  return found;
}
const field = (testId: string) => screen.getByTestId<HTMLInputElement>(testId);
const chosen = () => screen.getByTestId("proxy").dataset.value;

describe("jobs at once", () => {
  it("are one to ten, three at first", async () => {
    const { user, called } = await settings("ready");
    const picker = screen.getByTestId("jobs-at-once");
    expect(picker.dataset.value).toBe("3");
    await user.click(picker);
    const options = await screen.findAllByRole("option");
    expect(options.map((one) => one.textContent)).toEqual(
      Array.from({ length: 10 }, (_, i) => String(i + 1)),
    );
    const ten = options.at(-1);
    if (ten) await user.click(ten);
    await waitFor(() => expect(picker.dataset.value).toBe("10"));
    expect(called("settingsSet")).toEqual([[{ jobsAtOnce: 10 }]]);
  });
});

describe("the way to services", () => {
  it("follows the system until something else is chosen, and then at once", async () => {
    const { user, called } = await settings("ready");
    expect(chosen()).toBe("system");
    expect(screen.queryByTestId("proxy-address")).toBeNull();
    await user.click(choice("none"));
    await waitFor(() => expect(chosen()).toBe("none"));
    expect(called("settingsSet")).toEqual([[{ proxy: "none" }]]);
  });

  it("leads through a proxy of one's own once its address is known", async () => {
    const { user, called, control } = await settings("ready");
    await user.click(choice("address"));
    expect(called("settingsSet")).toEqual([]);
    expect(field("proxy-address")).toHaveAccessibleDescription(/Until it is given/u);
    expect(screen.queryByTestId("proxy-login")).toBeNull();
    await user.type(field("proxy-address"), "127.0.0.1:7890{Enter}");
    await waitFor(() => expect(field("proxy-address").value).toBe("http://127.0.0.1:7890"));
    expect(called("settingsSet")).toEqual([[{ proxy: "address", proxyAddress: "127.0.0.1:7890" }]]);
    expect(control.state().settings.proxy).toBe("address");
    expect(screen.queryByTestId("proxy-password"), "only with a name").toBeNull();
    await user.type(field("proxy-login"), "mei");
    await user.tab();
    await screen.findByTestId("proxy-password");
    expect(control.state().settings.proxyLogin).toBe("mei");
  });

  it("remembers the proxy while another way is chosen", async () => {
    const { user, called } = await settings("ready,proxy");
    await user.click(choice("system"));
    await waitFor(() => expect(screen.queryByTestId("proxy-address")).toBeNull());
    await user.click(choice("address"));
    expect(field("proxy-address").value).toBe("http://proxy.studio.example:3128");
    await waitFor(() =>
      expect(called("settingsSet")).toEqual([[{ proxy: "system" }], [{ proxy: "address" }]]),
    );
  });

  it.each([
    ["http://mei:secret@proxy:3128", /fields of their own/u],
    ["two words", /not a proxy address/u],
  ])("explains beside the field what is wrong with %s", async (typed, words) => {
    const { user, control } = await settings("ready");
    await user.click(choice("address"));
    await user.type(field("proxy-address"), typed);
    await user.tab();
    await waitFor(() => expect(field("proxy-address")).toHaveAccessibleDescription(words));
    expect(field("proxy-address").value).toBe(typed);
    expect(control.state().settings).toMatchObject({ proxy: "system", proxyAddress: "" });
  });

  it("explains what is wrong with a user name", async () => {
    const { user } = await settings("ready,proxy");
    await user.clear(field("proxy-login"));
    await user.type(field("proxy-login"), "mei:secret{Enter}");
    await waitFor(() => expect(field("proxy-login")).toHaveAccessibleDescription(/a colon/u));
    expect(screen.getByTestId("proxy-address")).not.toBeInvalid();
  });
});

describe("the proxy's password", () => {
  const state = () => screen.getByTestId("proxy-password-state").textContent;

  it("is passed once and is nowhere after that", async () => {
    const app = await settings("ready,proxy");
    await app.user.click(screen.getByText("Remove password"));
    await waitFor(() => expect(state()).toContain("No password yet."));
    await app.user.type(field("proxy-password"), "canary-password");
    await app.user.click(screen.getByTestId("proxy-password-keep"));
    expect(field("proxy-password").value).toBe("");
    await waitFor(() => expect(state()).toContain("A password is kept in your keyring."));
    expect(app.called("proxyPasswordSet")).toEqual([["(a password)"]]);
    const caches = [app.cache.getQueryCache().getAll(), app.cache.getMutationCache().getAll()];
    const kept = caches.flatMap((cache) => cache.map((one) => JSON.stringify(one.state)));
    const inputs = [...document.querySelectorAll("input")].map((input) => input.value);
    const everything = [document.documentElement.outerHTML, ...kept, ...inputs].join("\n");
    expect(everything).not.toContain("canary");
    expect(JSON.stringify([{ ...localStorage }, { ...sessionStorage }])).not.toContain("canary");
  });

  it("leaves its field also where the command fails, and says why", async () => {
    const app = await settings("ready,proxy");
    app.control.failNext("proxyPasswordSet", { code: "proxyPasswordInvalid", params: { limit: "200" } });
    await app.user.type(field("proxy-password"), "canary{Enter}");
    await waitFor(() => expect(field("proxy-password")).toHaveAccessibleDescription(/up to 200 characters/u));
    expect(field("proxy-password").value).toBe("");
  });

  it("tells where it goes, and what the keyring cannot do", async () => {
    await settings("ready,proxy");
    expect(field("proxy-password")).toHaveAccessibleDescription(
      "It goes into your system's keyring and is sent only to http://proxy.studio.example:3128.",
    );
  });

  it("is held in memory where there is no keyring", async () => {
    const app = await settings("ready,proxy,keyring-absent");
    await app.user.type(field("proxy-password"), "canary{Enter}");
    await waitFor(() => expect(state()).toContain("held in memory until you quit"));
    expect(field("proxy-password")).toHaveAccessibleDescription(
      "It is sent only to http://proxy.studio.example:3128.",
    );
  });

  it("does nothing when it is empty", async () => {
    const app = await settings("ready,proxy");
    await app.user.click(screen.getByTestId("proxy-password-keep"));
    expect(app.called("proxyPasswordSet")).toEqual([]);
    expect(field("proxy-password")).toHaveFocus();
  });
});

it("says what to do where the proxy refuses the login", async () => {
  const app = await openApp("paid");
  const { state, emit } = app.control;
  expect(state().jobs).toEqual([]);
  const { sketch } = await import("../../platform/fake-states");
  const job = sketch({ state: "waiting", note: "proxyRefused" });
  emit({ type: "job", revision: 99, job });
  await screen.findAllByText(/The proxy does not accept the login/u);
});
