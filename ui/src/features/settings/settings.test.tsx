import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { openApp } from "../../test-app";

async function settings(scenario: string) {
  const app = await openApp(scenario);
  await app.user.click(screen.getByTestId("nav-settings"));
  return app;
}
const status = () => screen.getByTestId("key-status").textContent;

/** Everything the page keeps anywhere. */
function everything(app: Awaited<ReturnType<typeof openApp>>): string {
  const caches = [app.cache.getQueryCache().getAll(), app.cache.getMutationCache().getAll()];
  const states = caches.flatMap((cache) => cache.map((one) => JSON.stringify(one.state)));
  return [
    document.documentElement.outerHTML,
    JSON.stringify({ ...localStorage }),
    JSON.stringify({ ...sessionStorage }),
    ...states,
    ...[...document.querySelectorAll("input")].map((input) => input.value),
  ].join("\n");
}

it("says which line of one's own file of models is wrong", async () => {
  await settings("models-fault");
  expect(screen.getByTestId("models-fault").textContent).toBe(
    "Line 12 of your models.toml: there is no field “speed”. Until it is mended, the built-in models count.",
  );
});

describe("a key", () => {
  it.each([
    ["canary-good", "This key works."],
    ["canary-wrong", "The service does not know this key. It was not kept."],
    ["canary-later", "The service could not be reached"],
  ])("%s is passed once and is nowhere after that", async (key, words) => {
    const app = await settings("no-key");
    await app.user.type(screen.getByTestId("key-input"), key);
    await app.user.click(screen.getByTestId("key-check"));
    expect(screen.getByTestId<HTMLInputElement>("key-input").value).toBe("");
    await waitFor(() => expect(status()).toContain(words));
    expect(app.called("keyCheck")).toHaveLength(1);
    expect(everything(app)).not.toContain("canary");
  });

  it("leaves its field also where the command fails", async () => {
    const app = await settings("no-key");
    app.control.failNext("keyCheck", { code: "keyringSlow" });
    await app.user.type(screen.getByTestId("key-input"), "canary{Enter}");
    await waitFor(() => expect(status()).toContain("keyring does not answer"));
    expect(everything(app)).not.toContain("canary");
  });

  it("on the clipboard is read by the shell alone", async () => {
    const app = await settings("no-key");
    app.control.failNext("keyPaste", { code: "clipboardEmpty" });
    await app.user.click(screen.getByRole("button", { name: "Paste" }));
    await waitFor(() => expect(status()).toContain("no key on the clipboard"));
    expect(app.called("keyPaste")).toEqual([[]]);
  });

  it("is got in the browser; where there is none, the address is told", async () => {
    const app = await settings("no-key");
    await app.user.click(screen.getByRole("button", { name: "Get a key" }));
    expect(app.called("linkOpen")).toEqual([["getKey"]]);
    const address = "https://crazyrouter.com/console/token";
    app.control.failNext("linkOpen", { code: "noBrowser", params: { address } });
    await app.user.click(screen.getByRole("button", { name: "Get a key" }));
    expect(
      await screen.findByText(`No browser was found on this computer. The page is ${address}`),
    ).toBeTruthy();
  });

  it("can be removed", async () => {
    const app = await settings("paid");
    await app.user.click(screen.getByText("Remove key"));
    await waitFor(() => expect(status()).toContain("No key yet."));
  });

  it.each([
    ["keyring-locked", "The keyring is locked."],
    ["keyring-absent", "This system has no keyring"],
  ])("%s is told in words, and nothing is promised about it", async (scenario, words) => {
    await settings(`ready,${scenario}`);
    expect(status()).toContain(words);
    expect(status()).toContain("It is sent only to https://crazyrouter.com.");
  });

  it.each([
    ["denied", "did not let Stillwake use the keyring"],
    ["waiting", "Waiting for your keyring."],
  ] as const)("whose keyring is %s as well", async (keyring, words) => {
    const app = await settings("ready");
    const { account } = app.control.state();
    act(() => app.control.emit({ type: "account", revision: 99, account: { ...account, keyring } }));
    await waitFor(() => expect(status()).toContain(words));
  });
});

describe("the service address", () => {
  it("is applied on Enter and on leaving the field", async () => {
    const { user, called } = await settings("ready");
    const field = screen.getByTestId<HTMLInputElement>("service-address");
    await user.clear(field);
    await user.type(field, "https://api.crazyrouter.com/{Enter}");
    await waitFor(() => expect(field.value).toBe("https://api.crazyrouter.com"));
    await user.tab();
    expect(called("settingsSet")).toEqual([[{ serviceAddress: "https://api.crazyrouter.com/" }]]);
  });

  it("is picked from the vendor's doors", async () => {
    const { user, control } = await settings("ready");
    await user.click(screen.getByRole("button", { name: "Suggested addresses" }));
    await user.click(await screen.findByRole("menuitem", { name: "https://cn.crazyrouter.com" }));
    const field = screen.getByTestId<HTMLInputElement>("service-address");
    await waitFor(() => expect(control.state().settings.serviceAddress).toBe("https://cn.crazyrouter.com"));
    expect(field.value).toBe("https://cn.crazyrouter.com");
  });

  it("that cannot be used is explained beside it, and stays as typed", async () => {
    const { user, control } = await settings("ready");
    const field = screen.getByTestId<HTMLInputElement>("service-address");
    await user.clear(field);
    await user.type(field, "http://example.com");
    await user.tab();
    await waitFor(() => expect(field).toHaveAccessibleDescription(/must begin with https/u));
    expect(field.value).toBe("http://example.com");
    expect(control.state().settings.serviceAddress).toBe("https://crazyrouter.com");
  });
});

/** The choice of that value in a row of choices. */
function choice(testId: string, value: string): HTMLElement {
  const found = screen.getAllByTestId(`${testId}-option`).find((one) => one.dataset.value === value);
  if (!found) throw new Error(`${testId} offers no ${value}`);
  return found;
}

describe("the look", () => {
  it("switches the language at once, also that of the document", async () => {
    const { user } = await settings("ready");
    await user.click(choice("language", "zh-CN"));
    await waitFor(() => expect(screen.getByTestId("nav-create").textContent).toBe("创作"));
    expect(document.documentElement.lang).toBe("zh-CN");
    await user.click(choice("language", "system"));
    await waitFor(() => expect(screen.getByTestId("nav-create").textContent).toBe("Create"));
  });

  it("applies the theme to the document", async () => {
    const { user } = await settings("ready");
    await user.click(choice("theme", "light"));
    await waitFor(() => expect(document.documentElement.dataset.theme).toBe("light"));
    expect(screen.getByTestId("theme").dataset.value).toBe("light");
  });

  it("asks for less motion by keyboard", async () => {
    const { user, called } = await settings("ready");
    const group = screen.getByRole("radiogroup", { name: "Motion" });
    expect(group.dataset.value).toBe("system");
    choice("motion", "system").focus();
    await user.keyboard("{ArrowRight}");
    await waitFor(() => expect(document.documentElement.dataset.motion).toBe("reduced"));
    expect(called("settingsSet")).toEqual([[{ motion: "reduced" }]]);
  });

  it("says so where a choice could not be kept", async () => {
    const { user, control } = await settings("ready");
    control.failNext("settingsSet", { code: "diskFull" });
    await user.click(choice("theme", "dark"));
    expect((await screen.findByTestId("toast")).textContent).toContain("The disk is full.");
    expect(screen.getByTestId("theme").dataset.value).toBe("system");
  });
});

describe("pictures", () => {
  it("are sent as chosen, and what is chosen says what it means", async () => {
    const { user, called } = await settings("paid");
    const way = screen.getByTestId("picture-way");
    expect(way.dataset.value).toBe("automatic");
    expect(screen.getByText(/Uploaded for 48 hours/u)).toBeTruthy();
    await user.click(choice("picture-way", "embed"));
    expect(await screen.findByText(/share about 3 MB/u)).toBeTruthy();
    await user.click(choice("picture-way", "upload"));
    expect(await screen.findByText(/nothing is sent/u)).toBeTruthy();
    expect(called("settingsSet")).toEqual([[{ pictures: "embed" }], [{ pictures: "upload" }]]);
  });

  it("that came as links are passed on only where that is chosen", async () => {
    const { user, called } = await settings("paid");
    const links = screen.getByTestId("pass-links");
    expect(links).toHaveAttribute("aria-checked", "false");
    expect(links).toHaveAccessibleDescription(/fetched here and sent like a file/u);
    await user.click(links);
    await waitFor(() => expect(links).toHaveAttribute("aria-checked", "true"));
    expect(called("settingsSet")).toEqual([[{ passLinks: true }]]);
  });
});

describe("the clips folder", () => {
  it("is named with the room that is left", async () => {
    await settings("ready");
    expect(screen.getByTestId("storage-folder").textContent).toContain("Stillwake");
    await waitFor(() => expect(screen.getByTestId("storage-state").textContent).toContain("182 GB free"));
  });

  it.each([
    ["folder-gone", "missing", "Connect its disk or put it back"],
    ["folder-read-only", "readOnly", "Allow writing to it"],
    ["disk-full", "full", "Free some space"],
  ])("%s says what helps, and can be looked at again", async (scenario, state, words) => {
    const { user, called } = await settings(scenario);
    const line = screen.getByTestId("storage-state");
    await waitFor(() => expect(line.dataset.state).toBe(state));
    expect(line.textContent).toContain(words);
    const before = called("storageState").length;
    await user.click(screen.getByText("Check again"));
    await waitFor(() => expect(called("storageState")).toHaveLength(before + 1));
  });
});

it("wears the practice tag in every place, as long as practice is on", async () => {
  const { user } = await settings("ready");
  expect(screen.getByRole("navigation").textContent).toContain("Practice");
  await user.click(screen.getByTestId("practice"));
  await waitFor(() => expect(screen.getByRole("navigation").textContent).not.toContain("Practice"));
});

it("shows the keys as they are printed on the keyboard", async () => {
  const { user } = await settings("ready");
  await user.click(screen.getByRole("button", { name: "Show" }));
  const sheet = await screen.findByRole("dialog", { name: "Keyboard shortcuts" });
  const line = within(sheet).getByText("Generate").parentElement;
  expect(line?.textContent).toBe("GenerateCtrl Enter");
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(screen.getByRole("button", { name: "Show" })).toHaveFocus();
});
