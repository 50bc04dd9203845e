import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { STUDIO } from "../../api/connect";
import { type Draft, emptyDraft } from "../../api/draft";
import { PlatformProvider } from "../../api/platform";
import { openStudio, type Studio } from "../../api/studio";
import type { JobView, PictureView } from "../../api/types";
import { Tooltips } from "../../components/tooltip";
import { createFakePlatform } from "../../platform/fake";
import { clip, freshState, picture } from "../../platform/fake-data";
import { sketch } from "../../platform/fake-states";
import { Stage } from "./stage";

const START = Date.UTC(2026, 10, 25, 8);
let play: ReturnType<typeof vi.spyOn>;

beforeEach(() => {
  vi.useFakeTimers({ now: START });
  play = vi.spyOn(HTMLMediaElement.prototype, "play").mockResolvedValue(undefined);
  vi.spyOn(HTMLMediaElement.prototype, "pause").mockReturnValue(undefined);
  vi.spyOn(HTMLMediaElement.prototype, "load").mockReturnValue(undefined);
});
afterEach(() => {
  vi.useRealTimers();
  document.documentElement.removeAttribute("data-motion");
});

function onStage(jobs: JobView[], draft: Draft = emptyDraft) {
  const platform = createFakePlatform("ready");
  const cache = new QueryClient();
  cache.setQueryData<Studio>(STUDIO, openStudio({ ...freshState(), jobs }));
  const onOpenClip = vi.fn();
  let now = { shown: true, draft };
  const tree = () => (
    <PlatformProvider value={platform}>
      <QueryClientProvider client={cache}>
        <Tooltips>
          <Stage
            {...now}
            picture={now.draft.pictures[0] ?? null}
            onChange={() => {}}
            onOpenClip={onOpenClip}
          />
        </Tooltips>
      </QueryClientProvider>
    </PlatformProvider>
  );
  const page = render(tree());
  return {
    onOpenClip,
    jobs: (next: JobView[]) =>
      act(async () => {
        cache.setQueryData<Studio>(
          STUDIO,
          (studio) => studio && { ...studio, app: { ...studio.app, jobs: next } },
        );
        // The cache tells of a change in its own time.
        await vi.advanceTimersByTimeAsync(1);
      }),
    set: (change: Partial<typeof now>) => {
      now = { ...now, ...change };
      page.rerender(tree());
    },
    again: () => {
      page.unmount();
      render(tree());
    },
  };
}

const made = (job: JobView): JobView => ({
  ...job,
  state: "done",
  endedAtMs: Date.now(),
  clip: clip(900, { id: `clip-of-${job.id}` }),
});
const stage = () => screen.getByTestId("drop-zone");
const wake = () => screen.getByTestId("wake");
const film = () => stage().querySelector("video");
const tell = (event: string) => fireEvent(film() as HTMLVideoElement, new Event(event));

describe("the wake", () => {
  it("breathes while the newest job is made, and says about how long that takes", async () => {
    const job = sketch({ state: "making", age: 95_000, charged: "maybe" });
    const page = onStage([job]);
    expect(wake()).toHaveAttribute("data-breathing", "true");
    expect(wake().querySelector("img")?.getAttribute("src")).toBe(job.pictures[0]?.url);
    expect(screen.getByTestId("stage-caption").textContent).toBe("Makingabout 2 min left");
    await page.jobs([{ ...job, note: "unusuallyLong" }]);
    expect(screen.getByTestId("stage-caption").textContent).toBe("Making");
  });

  it("shows an undeveloped frame where there is no picture, and does not breathe while it waits", () => {
    onStage([sketch({ state: "waiting", pictures: 0 })]);
    expect(wake().querySelector("img")).toBeNull();
    expect(wake()).toHaveAttribute("data-breathing", "false");
  });

  it("fades into the film once, plays it once, rests, and opens it", async () => {
    const job = sketch({ state: "making" });
    const page = onStage([job]);
    await page.jobs([made(job)]);
    expect(wake()).toHaveAttribute("data-breathing", "false");
    expect(play).toHaveBeenCalledTimes(1);
    // The still stays until there is something to see.
    expect(wake()).toHaveAttribute("data-awake", "false");
    expect(wake().querySelector("img")?.getAttribute("src")).toBe(job.pictures[0]?.url);
    tell("playing");
    expect(wake()).toHaveAttribute("data-awake", "true");
    expect(film()?.muted).toBe(true);
    expect(screen.getByTestId("stage-play")).toHaveAttribute("data-busy", "true");
    tell("ended");
    expect(wake()).toHaveAttribute("data-awake", "true");
    expect(screen.getByTestId("stage-play")).toHaveAttribute("data-busy", "false");
    fireEvent.click(screen.getByTestId("stage-play"));
    expect(page.onOpenClip).toHaveBeenCalledWith(`clip-of-${job.id}`);

    // Gone and back again: it lets go of the film and does not wake a second time.
    page.set({ shown: false });
    expect(film()).toBeNull();
    page.set({ shown: true });
    page.again();
    expect(film()).toBeNull();
    expect(play).toHaveBeenCalledTimes(1);
    expect(wake().querySelector("img")?.getAttribute("src")).toBe(clip(900).posterUrl);
  });

  it("dissolves from the shape that was asked for into another one that came, and only then", async () => {
    const job: JobView = { ...sketch({ state: "making" }), aspectRatio: "16:9" };
    const page = onStage([job]);
    const same = made(job);
    await page.jobs([{ ...same, clip: same.clip && { ...same.clip, width: 1264, height: 720 } }]);
    expect(wake()).toBeTruthy();
    expect(screen.queryByTestId("stage-before")).toBeNull();

    const second: JobView = { ...sketch({ state: "making", prompt: 1 }), aspectRatio: "16:9" };
    await page.jobs([second, same]);
    const tall = made(second);
    await page.jobs([{ ...tall, clip: tall.clip && { ...tall.clip, width: 720, height: 1280 } }, same]);
    expect(screen.getByTestId("stage-before").style.getPropertyValue("--ratio")).toBe(String(16 / 9));
  });

  it("is not for clips that were there at the start, nor for those that are fetched anew", async () => {
    const old = made(sketch({ state: "making" }));
    const page = onStage([old]);
    expect(screen.getByTestId("stage-play")).toBeTruthy();
    const lost: JobView = { ...made(sketch({ state: "making", prompt: 1 })), state: "saving" };
    await page.jobs([lost, old]);
    await page.jobs([{ ...lost, state: "done", endedAtMs: Date.now() + 5 }, old]);
    expect(film()).toBeNull();
    expect(play).not.toHaveBeenCalled();
  });

  it("waits for somebody to see it", async () => {
    const hidden = vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
    const job = sketch({ state: "making" });
    const page = onStage([job]);
    page.set({ shown: false });
    await page.jobs([made(job)]);
    expect(film()).toBeNull();
    page.set({ shown: true });
    expect(film()).toBeNull();
    hidden.mockReturnValue("visible");
    fireEvent(document, new Event("visibilitychange"));
    expect(play).toHaveBeenCalledTimes(1);
  });

  it("leaves a poster and a button where nothing is to move", async () => {
    document.documentElement.dataset.motion = "reduced";
    const job = sketch({ state: "making" });
    const page = onStage([job]);
    await page.jobs([made(job)]);
    expect(film()).toBeNull();
    expect(wake().querySelector("img")?.getAttribute("src")).toBe(clip(900).posterUrl);
    expect(screen.getByTestId("stage-play")).toHaveAttribute("data-busy", "false");
    // Motion that is allowed again later has nothing to make up for.
    await act(async () => {
      document.documentElement.removeAttribute("data-motion");
      await vi.advanceTimersByTimeAsync(1);
    });
    expect(play).not.toHaveBeenCalled();
  });

  it("leaves a poster and a button where the film cannot be played", async () => {
    play.mockRejectedValue(new Error("no codec"));
    const job = sketch({ state: "making" });
    const page = onStage([job]);
    await page.jobs([made(job)]);
    expect(wake()).toHaveAttribute("data-awake", "false");
    expect(wake().querySelector("img")?.getAttribute("src")).toBe(clip(900).posterUrl);
    expect(screen.getByTestId("stage-play")).toHaveAttribute("data-busy", "false");
  });
});

describe("what is in front", () => {
  const withPicture = (...pictures: PictureView[]): Draft => ({ ...emptyDraft, pictures });

  it("is the newest, by itself, and the others stay within reach", async () => {
    const job = sketch({ state: "making", age: 5_000 });
    const page = onStage([job]);
    expect(screen.queryByTestId("stage-front")).toBeNull();
    vi.setSystemTime(START + 1_000);
    page.set({ draft: withPicture(picture(7, "new.jpg")) });
    expect(stage()).toHaveAttribute("data-front", "picture");
    fireEvent.click(screen.getByRole("radio", { name: "In the making" }));
    expect(stage()).toHaveAttribute("data-front", "making");
    vi.setSystemTime(START + 2_000);
    page.set({ draft: withPicture(picture(7, "new.jpg"), picture(8, "more.jpg")) });
    expect(stage()).toHaveAttribute("data-front", "picture");
    vi.setSystemTime(START + 3_000);
    await page.jobs([made(job)]);
    expect(stage()).toHaveAttribute("data-front", "clip");
  });

  it("is not an older job that merely had to wait for its turn", async () => {
    const waiting = sketch({ state: "waiting", age: 9_000 });
    const page = onStage([waiting]);
    vi.setSystemTime(START + 1_000);
    page.set({ draft: withPicture(picture(7, "new.jpg")) });
    await page.jobs([{ ...waiting, state: "sending", sentAtMs: Date.now() }]);
    expect(stage()).toHaveAttribute("data-front", "picture");
  });

  it("is no clip that lies in the trash", async () => {
    const job = made(sketch({ state: "making" }));
    const page = onStage([job]);
    expect(stage()).toHaveAttribute("data-front", "clip");
    await page.jobs([{ ...job, clip: job.clip && { ...job.clip, trashed: true } }]);
    expect(screen.getByText("Drop a picture here")).toBeTruthy();
  });
});

it("takes the chosen shape before there is anything to show", () => {
  const page = onStage([], { ...emptyDraft, aspectRatio: "9:16" });
  const room = () => screen.getByTestId("stage-frame").closest<HTMLElement>("[style]");
  expect(room()?.style.getPropertyValue("--ratio")).toBe(String(9 / 16));
  page.set({ draft: { ...emptyDraft, aspectRatio: "1:1" } });
  expect(room()?.style.getPropertyValue("--ratio")).toBe("1");
  page.set({ draft: emptyDraft });
  expect(room()?.style.getPropertyValue("--ratio")).toBe(String(16 / 9));
});
