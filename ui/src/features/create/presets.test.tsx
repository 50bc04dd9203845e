import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { openApp } from "../../test-app";

type User = Awaited<ReturnType<typeof openApp>>["user"];
const open = async (user: User) => {
  await user.click(screen.getByTestId("presets"));
  await screen.findByTestId("preset-name");
};
const names = () => screen.queryAllByTestId("preset").map((one) => one.querySelector("span")?.textContent);
const undo = async (user: User) => user.click(await screen.findByTestId("undo"));

describe("presets", () => {
  it("save what is chosen under a name, and give it back later", async () => {
    const { user, drafts, called } = await openApp("paid,hold,pace-1");
    fireEvent.change(screen.getByTestId("prompt"), { target: { value: "Slow push forward" } });
    await user.click(screen.getByTestId("ratio-9:16"));
    await open(user);
    expect(screen.getByText(/pick them again here/u)).toBeTruthy();
    await user.type(screen.getByTestId("preset-name"), " Tall {Enter}");
    await waitFor(() => expect(names()).toEqual(["Tall"]));
    expect(called("presetSave")[0]).toEqual([
      expect.objectContaining({ prompt: "Slow push forward", aspectRatio: "9:16", takes: 1 }),
    ]);
    fireEvent.change(screen.getByTestId("prompt"), { target: { value: "Something else" } });
    await user.keyboard("{Escape}");
    await user.click(screen.getByTestId("ratio-16:9"));
    await open(user);
    await user.click(screen.getByTestId("preset"));
    expect(drafts.get()).toMatchObject({ prompt: "Slow push forward", aspectRatio: "9:16" });
    await undo(user);
    expect(drafts.get()).toMatchObject({ prompt: "Something else", aspectRatio: "16:9" });
  });

  it("without words leave alone what is written", async () => {
    const { user, drafts } = await openApp("paid,presets,hold,pace-1");
    fireEvent.change(screen.getByTestId("prompt"), { target: { value: "Mine" } });
    await open(user);
    await waitFor(() => expect(names()).toHaveLength(2));
    await user.click(screen.getByText("竖屏短片"));
    expect(drafts.get()).toMatchObject({ prompt: "Mine", model: "grok-video-3", aspectRatio: "9:16" });
  });

  it("are removed and replaced with Undo", async () => {
    const { user } = await openApp("paid,presets,hold,pace-1");
    await open(user);
    await waitFor(() => expect(names()).toHaveLength(2));
    await user.click(screen.getByRole("button", { name: "Remove “竖屏短片”" }));
    await waitFor(() => expect(names()).toEqual(["Product, slow turn"]));
    await undo(user);
    await open(user);
    await waitFor(() => expect(names()).toHaveLength(2));
  });

  it("give back only what they chose: what came since stays", async () => {
    const { user, drafts, control } = await openApp("paid,presets,hold,pace-1");
    await open(user);
    await user.click(await screen.findByText("竖屏短片"));
    act(() => control.drop({ name: "late.jpg" }));
    fireEvent.change(screen.getByTestId("prompt"), { target: { value: "Written since" } });
    await undo(user);
    expect(drafts.get()).toMatchObject({ prompt: "Written since", model: null, aspectRatio: null });
    expect(drafts.get().pictures).toHaveLength(1);
  });

  it("are not saved without a name, nor by an input method's Enter", async () => {
    const { user, called } = await openApp("paid,hold,pace-1");
    await open(user);
    const field = screen.getByTestId("preset-name");
    fireEvent.keyDown(field, { key: "Enter" });
    fireEvent.change(field, { target: { value: "早晨" } });
    fireEvent.keyDown(field, { key: "Enter", keyCode: 229 });
    expect(called("presetSave")).toEqual([]);
    fireEvent.keyDown(field, { key: "Enter" });
    await waitFor(() => expect(called("presetSave")).toHaveLength(1));
  });

  it("say beside the field why a name will not do, and keep it", async () => {
    const { user, control } = await openApp("paid,hold,pace-1");
    await open(user);
    expect(screen.getByTestId("preset-save")).toBeDisabled();
    const field = screen.getByTestId("preset-name");
    control.failNext("presetSave", { code: "presetNameInvalid", params: { limit: "60" } });
    await user.type(field, "a name{Enter}");
    await waitFor(() => expect(field).toHaveAttribute("aria-invalid", "true"));
    expect(field).toHaveValue("a name");
  });

  it("take another name, which no other one has, and keep everything else", async () => {
    const { user, control } = await openApp("paid,presets,hold,pace-1");
    await open(user);
    await waitFor(() => expect(names()).toHaveLength(2));
    const pencil = () => screen.getAllByTestId("preset-rename")[0] as HTMLElement;
    await user.click(pencil());
    const field = () => screen.getByTestId("preset-new-name");
    expect(field()).toHaveFocus();
    await user.clear(field());
    await user.type(field(), "竖屏短片{Enter}");
    expect(field()).toHaveAttribute("aria-invalid", "true");
    await user.keyboard("{Escape}");
    expect(screen.queryByTestId("preset-new-name")).toBeNull();
    expect(names()).toContain("Product, slow turn");
    await user.click(pencil());
    await user.clear(field());
    await user.type(field(), "Turntable{Enter}");
    await waitFor(() => expect(names()).toContain("Turntable"));
    expect(names()).toHaveLength(2);
    const [given] = control.calls.filter(({ name }) => name === "presetSave").map((call) => call.with);
    expect(given).toEqual([
      expect.objectContaining({ name: "Turntable", model: "veo3.1-components", takes: 2 }),
    ]);
  });

  it("say before they are picked that the service does not list their model", async () => {
    const { user, control } = await openApp("paid,presets,hold,pace-1");
    const models = control
      .state()
      .models.map((one) => (one.id === "grok-video-3" ? { ...one, listed: "no" as const } : one));
    act(() => control.emit({ type: "models", revision: 1_000_000, models, fault: null }));
    await open(user);
    await waitFor(() => expect(names()).toHaveLength(2));
    const [first, second] = screen.getAllByTestId("preset");
    expect(first).not.toHaveTextContent(/list/u);
    expect(second).toHaveTextContent(/list/u);
  });
});
