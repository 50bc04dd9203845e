import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { openApp } from "../../test-app";

async function player(scenario = "ready,library-5") {
  const app = await openApp(scenario);
  await app.user.click(screen.getByTestId("nav-library"));
  await app.user.click((await screen.findAllByRole("button", { name: /^Open:/u }))[0] as HTMLElement);
  const video = await screen.findByTestId<HTMLVideoElement>("player");
  return { ...app, video };
}
/** Without a layout the thumb has no place yet, and counts as unseen. */
const slider = (name: string) => screen.getByLabelText(name, { selector: "input" });
const frame = () => screen.getByTestId("player-frame").textContent;
const key = (name: string, more: object = {}) => fireEvent.keyDown(document.body, { key: name, ...more });

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

  it("is silent with Ctrl and while an input method composes", async () => {
    const { called } = await player();
    key("c", { ctrlKey: true });
    key("s", { isComposing: true });
    expect(called("frameSave")).toEqual([]);
    expect(called("clipFavourite")).toEqual([]);
  });
});

it("continues from the frame on screen, as the first picture of the draft", async () => {
  const { user, drafts, called } = await player();
  const earlier = { id: "p1", name: "earlier.jpg", width: 16, height: 9, url: "blob:earlier", cut: null };
  act(() => drafts.update((draft) => ({ ...draft, pictures: [earlier] })));
  key("ArrowRight");
  await user.click(screen.getByTestId("continue-from-frame"));
  await waitFor(() =>
    expect(drafts.get().pictures.map((one) => one.name)).toEqual(["frame 2.png", "earlier.jpg"]),
  );
  expect(called("framePicture")).toEqual([["clip-1", 1]]);
  expect(screen.getByTestId("nav-create")).toHaveAttribute("aria-current", "page");
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
