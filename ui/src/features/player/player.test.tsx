import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { openApp } from "../../test-app";
import { choose, frame, key, openClip as player, slider } from "../../test-player";

describe("the keyboard", () => {
  it("steps by frames, by seconds and to the ends", async () => {
    const { video } = await player();
    expect(frame()).toBe("Frame 1 / 120");
    key("ArrowRight");
    key(".");
    expect(frame()).toBe("Frame 3 / 120");
    expect(video.currentTime).toBeCloseTo(2.5 / 24);
    key(",");
    expect(frame()).toBe("Frame 2 / 120");
    key("ArrowRight", { shiftKey: true });
    expect(frame()).toBe("Frame 26 / 120");
    key("End");
    expect(frame()).toBe("Frame 120 / 120");
    key("ArrowRight");
    expect(frame()).toBe("Frame 120 / 120");
    key("Home");
    expect(frame()).toBe("Frame 1 / 120");
  });

  it("means one frame on the bar as well, and a second with Shift", async () => {
    const { user } = await player();
    slider("Position").focus();
    await user.keyboard("{ArrowRight}");
    expect(frame()).toBe("Frame 2 / 120");
    await user.keyboard("{ArrowRight}{ArrowRight}{ArrowLeft}");
    expect(frame()).toBe("Frame 3 / 120");
    await user.keyboard("{Shift>}{ArrowRight}{/Shift}");
    expect(frame()).toBe("Frame 27 / 120");
    await user.keyboard("{End}");
    expect(frame()).toBe("Frame 120 / 120");
  });

  it("leaves the frame alone while the volume has the focus", async () => {
    const { user, video } = await player();
    slider("Volume").focus();
    await user.keyboard("{ArrowLeft}{ArrowLeft}");
    expect(video.volume).toBeCloseTo(0.9);
    expect(frame()).toBe("Frame 1 / 120");
  });

  it("plays from the beginning where the clip stands at its end", async () => {
    const { video } = await player();
    key("End");
    expect(frame()).toBe("Frame 120 / 120");
    const play = vi.spyOn(video, "play");
    key("k");
    expect(frame()).toBe("Frame 1 / 120");
    expect(play).toHaveBeenCalledTimes(1);
  });

  it("belongs to the list of speeds while that is open", async () => {
    const { user, called, video } = await player();
    await user.click(screen.getByTestId("player-speed"));
    await screen.findByRole("listbox");
    await user.keyboard("s");
    expect(called("clipFavourite")).toEqual([]);
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("listbox")).toBeNull());
    expect(video).toBeInTheDocument();
  });

  it("saves the frame on screen and toggles the favourite", async () => {
    const { called } = await player();
    key("ArrowRight");
    key("c");
    await waitFor(() => expect(called("frameSave")).toEqual([["clip-1", 1]]));
    key("s");
    await waitFor(() => expect(called("clipFavourite")).toEqual([["clip-1", true]]));
  });

  it("copies the frame on screen with Shift", async () => {
    const { called } = await player();
    key("ArrowRight");
    key("C", { shiftKey: true });
    await waitFor(() => expect(called("frameCopy")).toEqual([["clip-1", 1]]));
    expect(called("frameSave")).toEqual([]);
    expect(await screen.findByText("Frame 2 is on the clipboard.")).toBeTruthy();
  });

  it("gives the sound back as loud as it was before it was turned down to nothing", async () => {
    const { user, video } = await player();
    slider("Volume").focus();
    await user.keyboard("{ArrowLeft}{ArrowLeft}");
    await user.keyboard("{Home}");
    expect(video.volume).toBe(0);
    await user.click(screen.getByRole("button", { name: "Unmute" }));
    expect(video.volume).toBeCloseTo(0.9);
    expect(video.muted).toBe(false);
  });

  it("is silent with Ctrl and while an input method composes", async () => {
    const { called } = await player();
    key("c", { ctrlKey: true });
    key("s", { isComposing: true });
    expect(called("frameSave")).toEqual([]);
    expect(called("clipFavourite")).toEqual([]);
  });
});

it("continues from the frame on screen, as the one picture of the draft, and Undo gives back what was there", async () => {
  const { user, drafts, called } = await player();
  const earlier = { id: "p1", name: "earlier.jpg", width: 16, height: 9, url: "blob:earlier", cut: null };
  act(() => drafts.update((draft) => ({ ...draft, pictures: [earlier] })));
  key("ArrowRight");
  await user.click(screen.getByTestId("continue-from-frame"));
  await waitFor(() => expect(drafts.get().pictures.map((one) => one.name)).toEqual(["frame 2.png"]));
  expect(called("framePicture")).toEqual([["clip-1", 1]]);
  expect(screen.getByTestId("nav-create")).toHaveAttribute("aria-current", "page");
  await user.click(await screen.findByTestId("undo"));
  expect(drafts.get().pictures).toEqual([earlier]);
});

it("gives back settings and prompt", async () => {
  const { user, drafts } = await player();
  await user.click(screen.getByTestId("reuse-settings"));
  expect(drafts.get()).toMatchObject({
    prompt: "雨后的老街，灯笼一盏盏亮起来",
    model: "veo3",
    aspectRatio: "9:16",
  });
});

it("moves to the trash and leaves", async () => {
  const { user, called } = await player();
  await user.click(screen.getByTestId("trash"));
  await waitFor(() => expect(screen.queryByTestId("player")).toBeNull());
  expect(called("clipTrash")).toEqual([["clip-1"]]);
  expect(await screen.findByTestId("undo")).toBeTruthy();
});

it("names the package where the system cannot play the clip", async () => {
  const { video, user, called } = await player();
  fireEvent(video, new Event("error"));
  expect(await screen.findByText(/gstreamer1\.0-libav/u)).toBeTruthy();
  await user.click(screen.getByText("Open in the system player"));
  expect(called("clipOpen")).toEqual([["clip-1"]]);
});

it("tells a damaged file from a missing decoder, with two ways on", async () => {
  const { video, user, drafts, called } = await player("clip-damaged");
  await waitFor(() => expect(called("clipFrames")).toHaveLength(1));
  fireEvent(video, new Event("error"));
  const told = within(await screen.findByRole("alert"));
  expect(told.getByText("The clip's file is damaged.")).toBeTruthy();
  expect(screen.getByTestId("save-frame")).toBeDisabled();
  // The file itself can still be had.
  expect(screen.getByTestId("save-menu")).toBeEnabled();
  await user.click(told.getByTestId("open-in-system-player"));
  expect(called("clipOpen")).toEqual([["damaged-1"]]);
  await user.click(told.getByText("Reuse settings"));
  expect(drafts.get().prompt).toMatch(/^The tide/u);
});

it("says that the file is missing", async () => {
  const { video } = await player("ready,library-5,missing");
  expect(screen.getByText("The clip's file is not where it was put.")).toBeTruthy();
  expect(video).not.toHaveAttribute("src");
});

describe("a clip whose file is gone", () => {
  const open = async (scenario: string) => {
    const app = await openApp(scenario);
    await app.user.click(screen.getByTestId("nav-library"));
    await app.user.click((await screen.findAllByRole("button", { name: /^Open:/u }))[0] as HTMLElement);
    return app;
  };

  it("is downloaded again, and plays", async () => {
    const { user, called } = await open("clip-missing,pace-1");
    await user.click(await screen.findByTestId("clip-download"));
    expect(called("clipDownload")).toEqual([["clip-1"]]);
    await waitFor(() => expect(screen.queryByText("The clip's file is not where it was put.")).toBeNull());
    await waitFor(() => expect(screen.getByTestId("player")).toHaveAttribute("src"));
  });

  it("is not offered where there is nowhere to ask", async () => {
    await open("clip-gone-for-good");
    expect(await screen.findByText("The clip's file is not where it was put.")).toBeInTheDocument();
    expect(screen.queryByTestId("clip-download")).toBeNull();
  });

  it("tells why it did not work", async () => {
    const { user, control } = await open("clip-missing,pace-1");
    control.failNext("clipDownload", { code: "keyMissing" });
    await user.click(await screen.findByTestId("clip-download"));
    expect(await screen.findByText("There is no key for this service yet.")).toBeInTheDocument();
  });
});

it("shows the frame under the pointer from a second film, and lets go of it", async () => {
  const { user } = await player();
  const bar = screen.getByTestId("scrub").firstElementChild as HTMLElement;
  await user.hover(bar);
  fireEvent.pointerMove(bar, { clientX: 40 });
  const film = (await screen.findByTestId("scrub-preview")).querySelector("video");
  expect(film?.getAttribute("src")).toBe(screen.getByTestId("player").getAttribute("src"));
  expect(film?.muted).toBe(true);
  fireEvent.pointerLeave(bar);
  await user.unhover(bar);
  await waitFor(() => expect(screen.queryByTestId("scrub-preview")).toBeNull());
  expect(film?.getAttribute("src")).toBeNull();
});

it("offers to make a clip anew that cannot be had again", async () => {
  const { user, drafts } = await player("clip-gone-for-good");
  const room = within(await screen.findByRole("alert"));
  await user.click(room.getByText("Reuse settings"));
  expect(drafts.get()).toMatchObject({ model: "veo3", aspectRatio: "9:16" });
});

it("has nothing dead in it while there is nothing to play", async () => {
  await player("clip-missing");
  for (const name of ["Previous frame", "Play", "Next frame", "Loop", "Mute", "Show in folder"])
    expect(screen.getByRole("button", { name })).toBeDisabled();
  for (const name of ["Position", "Volume"]) expect(slider(name)).toBeDisabled();
  expect(screen.getByTestId("save-frame")).toBeDisabled();
});

describe("the file's own times", () => {
  it("lead every step to the middle of a frame, whatever the rate", async () => {
    const { video } = await player("varied");
    await waitFor(() => expect(screen.getByTestId("player-frame")).toHaveTextContent("Frame 1 / 60"));
    key("End");
    expect(frame()).toBe("Frame 60 / 60");
    key("Home");
    const seen: number[] = [];
    for (let step = 0; step < 12; step += 1) {
      key(".");
      seen.push(video.currentTime);
    }
    // Ten frames at 60 a second, then frames of a tenth of a second.
    expect(seen[0]).toBeCloseTo(1.5 / 60);
    expect(seen[8]).toBeCloseTo(9.5 / 60);
    expect(seen[9]).toBeCloseTo(10 / 60 + 0.05);
    expect(seen[10]).toBeCloseTo(10 / 60 + 0.15);
  });

  it("are what a frame is saved, copied and continued by", async () => {
    const { video, user, called } = await player("varied");
    await waitFor(() => expect(screen.getByTestId("player-frame")).toHaveTextContent("Frame 1 / 60"));
    video.currentTime = 10 / 60 + 0.15;
    fireEvent(video, new Event("seeked"));
    expect(frame()).toBe("Frame 12 / 60");
    key("c");
    await user.click(screen.getByTestId("copy-frame"));
    await user.click(screen.getByTestId("continue-from-frame"));
    for (const name of ["frameSave", "frameCopy", "framePicture"])
      await waitFor(() => expect(called(name)).toEqual([["clip-1", 11]]));
  });

  it("are replaced by the average rate where they cannot be had", async () => {
    const app = await openApp("varied");
    app.control.failNext("clipFrames", { code: "frameUnreadable" });
    await app.user.click(screen.getByTestId("nav-library"));
    await app.user.click((await screen.findAllByRole("button", { name: /^Open:/u }))[0] as HTMLElement);
    const video = await screen.findByTestId<HTMLVideoElement>("player");
    key(".");
    expect(frame()).toBe("Frame 2 / 60");
    expect(video.currentTime).toBeCloseTo(1.5 / 20);
  });

  it("do not load the film anew", async () => {
    const { video } = await player("varied");
    const load = vi.spyOn(video, "load");
    await waitFor(() => expect(screen.getByTestId("player-frame")).toHaveTextContent("Frame 1 / 60"));
    key("i");
    key("s");
    await screen.findByRole("button", { name: "Favourite", pressed: true });
    expect(load).not.toHaveBeenCalled();
    expect(video).toHaveAttribute("src");
  });
});

describe("the range", () => {
  async function ranged(from: number, to: number, scenario?: string) {
    const app = await player(scenario);
    for (let step = 0; step < from; step += 1) key(".");
    key("i");
    for (let step = from; step < to; step += 1) key(".");
    key("o");
    return app;
  }
  const range = () => screen.queryByTestId("player-range")?.textContent ?? null;

  it("is set with I and O, told in times and frames, and cleared", async () => {
    const { user } = await ranged(24, 47);
    expect(range()).toBe("0:01.00 – 0:02.00Frames 25 to 48");
    await user.click(screen.getByTestId("range-clear"));
    expect(range()).toBeNull();
    expect(screen.queryByTestId("range-in")).toBeNull();
    key("End");
    await user.click(screen.getByTestId("player-in"));
    expect(range()).toBe("0:04.95 – 0:05.00Frames 120 to 120");
    key("Home");
    await user.click(screen.getByTestId("player-out"));
    expect(range()).toBe("0:00.00 – 0:00.04Frames 1 to 1");
  });

  it("has a handle at each end, for the keyboard as well", async () => {
    const { user } = await ranged(10, 20);
    const first = slider("Start of the range");
    expect(first).toHaveAttribute("aria-valuetext", "0:00.41, frame 11");
    first.focus();
    await user.keyboard("{ArrowRight}{ArrowRight}");
    // What is marked is what is seen.
    expect(frame()).toBe("Frame 13 / 120");
    slider("End of the range").focus();
    await user.keyboard("{Shift>}{ArrowRight}{/Shift}");
    expect(range()).toContain("Frames 13 to 45");
    await user.keyboard("{Home}");
    expect(range()).toContain("Frames 13 to 13");
  });

  it("is gone round while the loop is on, and stopped at while it is not", async () => {
    const { video, user } = await ranged(10, 20);
    expect(video.loop).toBe(false);
    let paused = true;
    vi.spyOn(video, "paused", "get").mockImplementation(() => paused);
    vi.spyOn(video, "play").mockImplementation(async () => {
      paused = false;
    });
    const pause = vi.spyOn(video, "pause").mockImplementation(() => {
      paused = true;
    });
    const reach = (at: number) => {
      video.currentTime = (at + 0.5) / 24;
      fireEvent(video, new Event("timeupdate"));
    };
    await user.click(screen.getByTestId("player-play"));
    // It stood at its end, so it begins anew.
    expect(frame()).toBe("Frame 11 / 120");
    reach(20);
    expect(frame()).toBe("Frame 21 / 120");
    reach(21);
    expect(frame()).toBe("Frame 11 / 120");
    await user.click(screen.getByRole("button", { name: "Loop" }));
    reach(20);
    pause.mockClear();
    reach(21);
    expect(pause).toHaveBeenCalled();
    expect(frame()).toBe("Frame 21 / 120");
  });

  it("is saved as MP4, and told where it had to be encoded", async () => {
    const { user, called } = await ranged(10, 20);
    await choose({ user }, "save-menu", "save-range-mp4");
    await waitFor(() => expect(called("clipPart")).toEqual([["clip-1", 10, 20, "mp4"]]));
    expect(
      await screen.findByText(/11-21\.mp4\. To begin exactly there it was encoded anew\./u),
    ).toBeTruthy();
    await user.click(screen.getByTestId("toast-also"));
    expect(called("clipReveal")).toEqual([["clip-1"]]);
  });

  it("is saved without its sound where that cannot be cut, and says so", async () => {
    const { user, platform } = await ranged(0, 20);
    vi.spyOn(platform, "clipPart").mockResolvedValue({ name: "part.mp4", encoded: false, silent: true });
    await choose({ user }, "save-menu", "save-range-mp4");
    expect(await screen.findByText(/^Saved as part\.mp4, without sound/u)).toBeTruthy();
  });

  it("is saved as GIF, and without a range the whole clip is", async () => {
    const { user, called } = await ranged(10, 20);
    await choose({ user }, "save-menu", "save-range-gif");
    expect(await screen.findByText(/^Saved as .* 11-21\.gif\.$/u)).toBeTruthy();
    await user.click(screen.getByTestId("range-clear"));
    await choose({ user }, "save-menu", "save-gif");
    await waitFor(() =>
      expect(called("clipPart")).toEqual([
        ["clip-1", 10, 20, "gif"],
        ["clip-1", 0, 119, "gif"],
      ]),
    );
    await user.click(screen.getByTestId("save-menu"));
    expect(screen.queryByTestId("save-range-mp4")).toBeNull();
  });

  it("says that it is being saved, and takes no second order meanwhile", async () => {
    const { user, called, platform } = await ranged(10, 20);
    let done = () => {};
    vi.spyOn(platform, "clipPart").mockImplementation(
      () =>
        new Promise((resolve) => (done = () => resolve({ name: "part.mp4", encoded: false, silent: false }))),
    );
    await choose({ user }, "save-menu", "save-range-mp4");
    expect(await screen.findByRole("button", { name: "Saving…" })).toBeTruthy();
    await user.click(screen.getByTestId("save-menu"));
    expect(await screen.findByTestId("save-copy")).toHaveAttribute("aria-disabled", "true");
    await user.keyboard("{Escape}");
    act(done);
    expect(await screen.findByText("Saved as part.mp4.")).toBeTruthy();
    expect(await screen.findByRole("button", { name: "Save range" })).toBeTruthy();
    expect(called("clipCopy")).toEqual([]);
  });

  it("keeps the choice where saving fails", async () => {
    const { user, control } = await ranged(10, 20);
    control.failNext("clipPart", { code: "diskFull" });
    await choose({ user }, "save-menu", "save-range-mp4");
    expect(await screen.findByText("The disk is full. Free some space and try again.")).toBeTruthy();
    expect(range()).toContain("Frames 11 to 21");
    expect(await screen.findByRole("button", { name: "Save range" })).toBeTruthy();
  });
});

describe("a copy of the file", () => {
  it("is saved with its settings or without them", async () => {
    const { user, called } = await player();
    await choose({ user }, "save-menu", "save-copy");
    await waitFor(() => expect(called("clipCopy")).toEqual([["clip-1", false]]));
    expect(await screen.findByText(/^The copy is saved as 2026-11-02 scene-1\.mp4/u)).toBeTruthy();
    await choose({ user }, "save-menu", "save-copy-clean");
    await waitFor(() => expect(called("clipCopy")).toHaveLength(2));
    expect(called("clipCopy")[1]).toEqual(["clip-1", true]);
  });

  it("is not spoken of where the dialog was closed", async () => {
    const { user, control, called } = await player();
    control.failNext("clipCopy", { code: "cancelled" });
    await choose({ user }, "save-menu", "save-copy");
    await waitFor(() => expect(called("clipCopy")).toHaveLength(1));
    expect(screen.queryByTestId("toast")).toBeNull();
  });

  it("is pulled out of the window by the handle, once, and saved by a press of it", async () => {
    const { user, called } = await player();
    const grip = screen.getByTestId("drag-out");
    fireEvent.pointerDown(grip, { button: 0, buttons: 1, clientX: 10, clientY: 10 });
    fireEvent.pointerMove(grip, { buttons: 1, clientX: 12, clientY: 11 });
    expect(called("clipsDrag")).toEqual([]);
    for (const clientX of [16, 20, 30]) fireEvent.pointerMove(grip, { buttons: 1, clientX, clientY: 10 });
    expect(called("clipsDrag")).toEqual([[["clip-1"]]]);
    fireEvent.pointerUp(grip);
    fireEvent.click(grip);
    expect(called("clipCopy")).toEqual([]);
    await user.click(grip);
    expect(called("clipCopy")).toEqual([["clip-1", false]]);
    // A button that was let go of elsewhere pulls nothing.
    fireEvent.pointerDown(grip, { button: 0, buttons: 1, clientX: 10, clientY: 10 });
    fireEvent.pointerMove(grip, { buttons: 0, clientX: 40, clientY: 10 });
    expect(called("clipsDrag")).toHaveLength(1);
  });
});

describe("the next clip from this one", () => {
  it("has the same settings four times, is not sent, and can be taken back", async () => {
    const { user, drafts, called } = await player();
    act(() => drafts.update((draft) => ({ ...draft, prompt: "what was there" })));
    await choose({ user }, "other-model", "make-variations");
    expect(drafts.get()).toMatchObject({ prompt: "雨后的老街，灯笼一盏盏亮起来", model: "veo3", takes: 4 });
    expect(screen.getByTestId("nav-create")).toHaveAttribute("aria-current", "page");
    expect(called("jobCreate")).toEqual([]);
    await user.click(await screen.findByTestId("undo"));
    expect(drafts.get()).toMatchObject({ prompt: "what was there", takes: 1 });
  });

  it("has another model in two clicks, with what changed told", async () => {
    const { user, drafts } = await player();
    await user.click(screen.getByTestId("other-model"));
    const names = (await screen.findAllByTestId("other-model-option")).map((one) => one.textContent);
    expect(names).toContain("Grok Video 3");
    expect(names).not.toContain("Veo 3");
    await user.click(screen.getByText("Grok Video 3"));
    expect(drafts.get()).toMatchObject({
      prompt: "雨后的老街，灯笼一盏盏亮起来",
      model: "grok-video-3",
      aspectRatio: "9:16",
    });
    expect(drafts.get().pictures).toHaveLength(1);
    expect(await screen.findByText(/for Grok Video 3\. Nothing was sent yet\./u)).toBeTruthy();
  });

  it("says what the other model does not take", async () => {
    const { user, drafts } = await player("ready,library-5", 3);
    await user.click(screen.getByTestId("other-model"));
    await user.click(await screen.findByText("Grok Video 3"));
    expect(drafts.get()).toMatchObject({ model: "grok-video-3", aspectRatio: null });
    expect(await screen.findByText(/^Not kept for Grok Video 3: Shape\./u)).toBeTruthy();
    await user.click(screen.getByTestId("undo"));
    expect(drafts.get().model).toBeNull();
  });
});

it("says what helps where the core cannot read a frame", async () => {
  const { user, control, called } = await player();
  control.failNext("frameSave", { code: "frameUnreadable" });
  key("c");
  expect(await screen.findByText(/take the frame there/u)).toBeTruthy();
  await user.click(screen.getByTestId("toast-also"));
  expect(called("clipOpen")).toEqual([["clip-1"]]);
});
