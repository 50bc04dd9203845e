import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { openApp } from "../../test-app";
import { openClip } from "../../test-player";

async function details(scenario = "ready,library-5") {
  const app = await openApp(scenario);
  await app.user.click(screen.getByTestId("nav-library"));
  const tile = (await screen.findAllByTestId("clip"))[0] as HTMLElement;
  await app.user.hover(within(tile).getByRole("button", { name: /^Open:/u }));
  (await within(tile).findByTestId("clip-menu")).focus();
  await app.user.keyboard("{Enter}");
  await app.user.click(await screen.findByTestId("clip-details"));
  return { ...app, panel: await screen.findByTestId("details") };
}

describe("the details of a clip", () => {
  it("tell what was asked for, what came, and its number at the service", async () => {
    const { panel } = await details();
    expect(await within(panel).findByText("雨后的老街，灯笼一盏盏亮起来")).toBeInTheDocument();
    const fact = (label: string) => within(panel).getByText(label).nextElementSibling?.textContent;
    expect(fact("Model")).toBe("Veo 3");
    expect(fact("Shape")).toBe("9:16");
    expect(fact("Size")).toBe("720 × 1280");
    expect(fact("Frame rate")).toBe("24 fps");
    expect(fact("Task number")).toBe("video_task_1001");
    expect(fact("Cost")).toBe("about $0.80");
    // Nobody asked for a quality, so none is told.
    expect(within(panel).queryByText("Quality")).toBeNull();
  });

  it("say what nobody knows, and that practice costs nothing", async () => {
    for (const [nth, words] of [
      [2, "price unknown"],
      [4, "nothing, practice"],
    ] as const) {
      const app = await openApp("ready,library-5");
      await app.user.click(screen.getByTestId("nav-library"));
      const tile = (await screen.findAllByTestId("clip"))[nth] as HTMLElement;
      await app.user.hover(within(tile).getByRole("button", { name: /^Open:/u }));
      (await within(tile).findByTestId("clip-menu")).focus();
      await app.user.keyboard("{Enter}");
      await app.user.click(await screen.findByTestId("clip-details"));
      const panel = await screen.findByTestId("details");
      expect((await within(panel).findByText("Cost")).nextElementSibling?.textContent).toBe(words);
      app.unmount();
    }
  });

  it("take the focus, close with Esc, and leave the place behind them open", async () => {
    const { user, panel } = await details();
    await waitFor(() => expect(panel).toHaveFocus());
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByTestId("details")).toBeNull());
    expect(screen.getByTestId("nav-library")).toHaveAttribute("aria-current", "page");
  });

  it("close before the player does", async () => {
    const { user } = await openApp("ready,library-5");
    await user.click(screen.getByTestId("nav-library"));
    await user.click((await screen.findAllByRole("button", { name: /^Open:/u }))[0] as HTMLElement);
    await user.click(await screen.findByTestId("player-details"));
    await screen.findByTestId("details");
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByTestId("details")).toBeNull());
    expect(screen.getByTestId("player")).toBeInTheDocument();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByTestId("player")).toBeNull());
  });

  it("give the settings back", async () => {
    const { user, drafts } = await details();
    await user.click(await screen.findByTestId("details-reuse"));
    expect(drafts.get()).toMatchObject({ model: "veo3", aspectRatio: "9:16" });
  });

  it("give the focus back to the clip", async () => {
    const { user, panel } = await details();
    await waitFor(() => expect(panel).toHaveFocus());
    await user.click(screen.getByTestId("details-close"));
    await waitFor(() =>
      expect(document.activeElement).toHaveAttribute("aria-label", expect.stringMatching(/^Open: 雨后/u)),
    );
  });

  it("copy the whole prompt and show the file", async () => {
    const { user, panel, called } = await details();
    await user.click(await within(panel).findByText("Copy prompt"));
    expect(called("textCopy")).toEqual([["雨后的老街，灯笼一盏盏亮起来"]]);
    await user.click(within(panel).getByText("Show in folder"));
    expect(called("clipReveal")).toEqual([["clip-1"]]);
  });

  it("give one of the pictures to the next clip, once, and take it back", async () => {
    const { user, drafts, panel } = await details();
    const pictures = await within(panel).findAllByTestId("use-picture");
    await user.click(pictures[0] as HTMLElement);
    expect(drafts.get().pictures).toHaveLength(1);
    expect(screen.getByTestId("reference")).toBeVisible();
    await user.click(screen.getByTestId("undo"));
    expect(drafts.get().pictures).toHaveLength(0);
  });
});

/** The panel beside the player, on the first clip of a scenario. */
async function panelOf(scenario: string) {
  const app = await openClip(scenario);
  await app.user.click(screen.getByTestId("player-details"));
  const panel = await screen.findByTestId("details");
  await within(panel).findByTestId("clip-name");
  const fact = (label: string, nth = 0) =>
    within(panel).getAllByText(label, { selector: "dt" })[nth]?.nextElementSibling?.textContent;
  return { ...app, panel, fact };
}

describe("the whole story of a clip", () => {
  it("is told with times, and how long it took", async () => {
    const { fact } = await panelOf("ready,library-5");
    expect(fact("Took")).toBe("3 min 10 s");
    for (const label of ["Pressed", "Sent", "Ready", "Saved"]) expect(fact(label)).toMatch(/\d:\d\d/u);
    expect(fact("Frames")).toBe("120");
    expect(fact("File size")).toBe("2.4 MB");
  });

  it("says where the service did not keep to what was asked", async () => {
    const { panel, fact } = await panelOf("details-full");
    expect(fact("Quality")).toBe("1080P");
    expect(
      within(panel)
        .getAllByTestId("clip-ignored")
        .map((one) => one.textContent),
    ).toEqual(["The service did not keep to 1080P.", "The service did not keep to 9:16."]);
  });

  it("says nothing of the kind where it did", async () => {
    const { panel } = await panelOf("ready,library-5");
    expect(within(panel).queryByTestId("clip-ignored")).toBeNull();
  });

  it("is copied for support, and so is the task number", async () => {
    const { user, panel, platform, called } = await panelOf("thread");
    await user.click(within(panel).getByTestId("copy-task"));
    await waitFor(() => expect(called("textCopy")).toEqual([["video_task_1014"]]));
    expect(await screen.findByText("Task number copied.")).toBeTruthy();
    vi.spyOn(platform, "jobDetails").mockResolvedValue("task video_task_1014, asked for at noon");
    await user.click(within(panel).getByTestId("copy-details"));
    await waitFor(() =>
      expect(called("textCopy").at(-1)).toEqual(["task video_task_1014, asked for at noon"]),
    );
    expect(platform.jobDetails).toHaveBeenCalledWith("old-14");
  });

  it("leads along the thread", async () => {
    const { user, panel, called } = await panelOf("thread");
    const links = await within(panel).findAllByTestId("details-thread");
    expect(links.map((one) => one.getAttribute("aria-current"))).toEqual([null, null, "true"]);
    await user.click(links[0] as HTMLElement);
    await waitFor(() => expect(called("clipGet").at(-1)).toEqual(["thread-1"]));
    expect(await within(screen.getByTestId("details")).findByText(/^A lighthouse keeper/u)).toBeTruthy();
  });

  it("is pulled out of the window by its poster", async () => {
    const { panel, called } = await panelOf("ready,library-5");
    const poster = within(panel).getByTestId("details-open");
    fireEvent.pointerDown(poster, { button: 0, buttons: 1, clientX: 0, clientY: 0 });
    fireEvent.pointerMove(poster, { buttons: 1, clientX: 20, clientY: 0 });
    expect(called("clipsDrag")).toEqual([[["clip-1"]]]);
  });
});

describe("the name", () => {
  it("is changed in place with Enter, without its ending", async () => {
    const { user, panel, called } = await panelOf("ready,library-5");
    await user.click(within(panel).getByTestId("clip-rename"));
    const field = within(panel).getByTestId("clip-rename-field");
    expect(field).toHaveValue("2026-11-02 scene-1");
    await user.clear(field);
    await user.type(field, "old street, final{Enter}");
    await waitFor(() => expect(called("clipRename")).toEqual([["clip-1", "old street, final"]]));
    expect(await within(panel).findByText("old street, final.mp4")).toBeTruthy();
    await waitFor(() => expect(within(panel).getByTestId("clip-rename")).toHaveFocus());
  });

  it("gives the focus to its pencil once that is back, and to nobody who went on to something else", async () => {
    const { user, panel, called } = await panelOf("ready,library-5");
    await user.click(within(panel).getByTestId("clip-rename"));
    // A frame that is drawn before the page has changed.
    const frame = vi.spyOn(window, "requestAnimationFrame").mockImplementation((work) => {
      work(0);
      return 0;
    });
    await user.type(within(panel).getByTestId("clip-rename-field"), "1{Enter}");
    await waitFor(() => expect(within(panel).getByTestId("clip-rename")).toHaveFocus());
    frame.mockRestore();
    await user.click(within(panel).getByTestId("clip-rename"));
    await user.type(within(panel).getByTestId("clip-rename-field"), "2");
    await user.click(within(panel).getByTestId("clip-note"));
    await waitFor(() => expect(called("clipRename")).toHaveLength(2));
    await within(panel).findByTestId("clip-rename");
    expect(within(panel).getByTestId("clip-note")).toHaveFocus();
  });

  it("stays with Escape, which closes nothing else", async () => {
    const { user, panel, called } = await panelOf("ready,library-5");
    await user.click(within(panel).getByTestId("clip-rename"));
    await user.type(within(panel).getByTestId("clip-rename-field"), "nonsense{Escape}");
    expect(await within(panel).findByText("2026-11-02 scene-1.mp4")).toBeTruthy();
    expect(screen.getByTestId("player")).toBeInTheDocument();
    expect(called("clipRename")).toEqual([]);
  });

  it("says beside the field what a name can be, and keeps what was typed", async () => {
    const { user, panel } = await panelOf("ready,library-5");
    await user.click(within(panel).getByTestId("clip-rename"));
    const field = within(panel).getByTestId("clip-rename-field");
    await user.clear(field);
    await user.type(field, "   {Enter}");
    expect(await within(panel).findByText("A name is one line of at most 120 characters.")).toBeTruthy();
    expect(field).toHaveAttribute("aria-invalid", "true");
    await user.type(field, "better");
    expect(field).toHaveAttribute("aria-invalid", "false");
  });
});

describe("the note", () => {
  it("is kept when the field is left", async () => {
    const { user, panel, called } = await panelOf("ready,library-5");
    await user.type(within(panel).getByTestId("clip-note"), "for Mei");
    expect(called("clipNote")).toEqual([]);
    await user.tab();
    await waitFor(() => expect(called("clipNote")).toEqual([["clip-1", "for Mei"]]));
  });

  it("is kept after a pause, and with the panel", async () => {
    const { user, panel, called } = await panelOf("ready,library-5");
    await user.type(within(panel).getByTestId("clip-note"), "a");
    await waitFor(() => expect(called("clipNote")).toEqual([["clip-1", "a"]]), { timeout: 3000 });
    await user.type(within(panel).getByTestId("clip-note"), "b");
    await user.click(screen.getByTestId("details-close"));
    await waitFor(() => expect(called("clipNote").at(-1)).toEqual(["clip-1", "ab"]));
  });

  it("says beside it that it is too long, and cuts nothing", async () => {
    const { user, panel } = await panelOf("ready,library-5");
    const note = within(panel).getByTestId("clip-note");
    fireEvent.change(note, { target: { value: "x".repeat(5001) } });
    fireEvent.blur(note);
    expect(await within(panel).findByText(/^A note has at most 5000 characters/u)).toBeTruthy();
    expect((note as HTMLTextAreaElement).value).toHaveLength(5001);
    await user.type(note, "{Backspace}");
    fireEvent.blur(note);
    await waitFor(() => expect(within(panel).queryByText(/^A note has at most/u)).toBeNull());
  });

  it("does not lose what is written while one is being kept", async () => {
    const { user, panel, platform } = await panelOf("ready,library-5");
    const kept: string[] = [];
    const first: (() => void)[] = [];
    vi.spyOn(platform, "clipNote").mockImplementation(async (id, note) => {
      kept.push(note);
      if (kept.length === 1) await new Promise<void>((resolve) => first.push(resolve));
      return { ...(await platform.clipGet(id)), note };
    });
    const field = within(panel).getByTestId("clip-note");
    await user.type(field, "one");
    fireEvent.blur(field);
    await user.type(field, ", two");
    fireEvent.blur(field);
    act(() => first[0]?.());
    await waitFor(() => expect(kept).toEqual(["one", "one, two"]));
    expect(field).toHaveValue("one, two");
  });
});

it("names the collections, takes the clip out of one, and puts it back", async () => {
  const app = await openClip();
  await act(async () => void (await app.platform.collectionCreate("For the client", ["clip-1"])));
  await app.user.click(screen.getByTestId("player-details"));
  const panel = await screen.findByTestId("details");
  expect(await within(panel).findByText("For the client")).toBeTruthy();
  await app.user.click(within(panel).getByRole("button", { name: "Remove from For the client" }));
  await waitFor(() => expect(within(panel).queryByTestId("clip-collection")).toBeNull());
  expect(app.called("collectionTake")).toEqual([["collection-1", ["clip-1"]]]);
  await app.user.click(screen.getByTestId("undo"));
  expect(await within(panel).findByTestId("clip-collection")).toHaveTextContent("For the client");
});
