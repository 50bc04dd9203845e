// What a dropped clip of ours does to the page.
import { act, screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { RecalledClip } from "./api/types";
import { openApp } from "./test-app";

const told: RecalledClip = {
  name: "2026-11-23 heron veo3.mp4",
  clip: null,
  import: null,
  prompt: "A heron lifts off",
  model: "veo3",
  aspectRatio: "9:16",
  quality: null,
  duration: 8,
};

async function recalled(more: Partial<RecalledClip> = {}, scenario = "ready,library-5") {
  const app = await openApp(scenario);
  act(() => app.drafts.update((draft) => ({ ...draft, prompt: "what was there", takes: 2 })));
  await app.user.click(screen.getByTestId("nav-settings"));
  act(() => app.control.emit({ type: "recalled", clip: { ...told, ...more } }));
  await screen.findByText("The settings of 2026-11-23 heron veo3.mp4 are in Create.");
  return app;
}

describe("a dropped clip of ours", () => {
  it("puts its settings into the draft, goes to Create, sends nothing, and can be undone", async () => {
    const { user, drafts, called } = await recalled();
    expect(drafts.get()).toMatchObject({
      ...{ prompt: "A heron lifts off", model: "veo3", aspectRatio: "9:16", duration: 8 },
    });
    expect(screen.getByTestId("nav-create")).toHaveAttribute("aria-current", "page");
    expect(screen.getByTestId("prompt")).toHaveValue("A heron lifts off");
    expect(screen.queryByTestId("toast-also")).toBeNull();
    await user.click(screen.getByTestId("undo"));
    expect(drafts.get()).toMatchObject({ prompt: "what was there", takes: 2, model: null });
    expect(called("jobCreate")).toEqual([]);
  });

  it("is offered to the library where it is not there, and opened from there", async () => {
    const { user, called } = await recalled({ import: "import-1" });
    expect(screen.getByTestId("toast-also")).toHaveTextContent("Add to library");
    await user.click(screen.getByTestId("toast-also"));
    expect(called("clipImport")).toEqual([["import-1"]]);
    await screen.findByText("The clip is in the library.");
    await user.click(screen.getByTestId("toast-also"));
    expect(await screen.findByTestId("player")).toBeInTheDocument();
  });

  it("says why it could not be added", async () => {
    const { user, control } = await recalled({ import: "import-1" });
    control.failNext("clipImport", { code: "diskFull" });
    await user.click(screen.getByTestId("toast-also"));
    expect(await screen.findByText("The disk is full. Free some space and try again.")).toBeTruthy();
  });

  it("brings its pictures along where the library has it, and can be opened there", async () => {
    const { user, drafts } = await recalled({ clip: "clip-1" });
    expect(drafts.get().pictures).toHaveLength(1);
    await user.click(screen.getByTestId("toast-also"));
    expect(await screen.findByTestId("player")).toBeInTheDocument();
  });

  it("counts each time it is dropped", async () => {
    const { drafts, control } = await recalled();
    act(() => drafts.update((draft) => ({ ...draft, prompt: "changed" })));
    act(() => control.emit({ type: "recalled", clip: told }));
    await waitFor(() => expect(drafts.get().prompt).toBe("A heron lifts off"));
  });
});
