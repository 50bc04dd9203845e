// What is said above the cards: one thing at a time, with what can be done about it.
import { act, cleanup, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import type { JobView, QueueView } from "../../api/types";
import { pauseWords } from "../../api/words";
import en from "../../i18n/en.json";
import { sketch } from "../../platform/fake-states";
import { openApp } from "../../test-app";
import { bannerOf, isSaidAbove } from "./banner";
import { since } from "./banner-words";

const HERE = "https://crazyrouter.com";
const idle: QueueView = { paused: null, held: null, old: null };
const banner = () => screen.getByTestId("queue-hold");
const cards = () => screen.getAllByTestId("job");

afterEach(() => {
  cleanup();
  localStorage.clear();
  sessionStorage.clear();
});

describe("a pause", () => {
  it.each(["restored", "repaired", "moved"] as const)(
    "after %s says what may have been paid and how to go on",
    async (why) => {
      const { user, called } = await openApp(`paused-${why}`);
      const said = pauseWords[why].split(".")[1] as keyof typeof en.queue;
      expect(banner().textContent).toContain(en.queue[said]);
      expect(banner().textContent).toMatch(/may have been charged/u);
      expect(banner().textContent).toContain(en.queue.pausedHelp);
      expect(screen.queryByTestId("queue-pause"), "its own reason has its own words").toBeNull();
      await user.click(within(banner()).getByRole("button", { name: "Open the usage page" }));
      expect(called("linkOpen")).toEqual([["usage"]]);
      within(banner()).getByTestId("queue-go-on").focus();
      await user.keyboard("{Enter}");
      expect(called("queueGoOn"), "a bare Enter may cost money").toEqual([]);
      await user.click(within(banner()).getByTestId("queue-go-on"));
      expect(called("queueGoOn")).toEqual([[why]]);
      await waitFor(() => expect(screen.queryByTestId("queue-hold")).toBeNull());
    },
  );

  it("says so where nothing waits, and sends nobody to a page", async () => {
    await openApp("paused-idle");
    expect(banner().textContent).toContain(en.queue.pausedNothing);
    expect(within(banner()).getAllByRole("button")).toHaveLength(1);
  });

  it("is asked for and ended by one button, which keeps the focus", async () => {
    const { user, called } = await openApp("all-jobs");
    const button = screen.getByTestId("queue-pause");
    expect(button).toHaveAccessibleName("Pause the queue");
    expect(button).toHaveAccessibleDescription(en.queue.pauseHint);
    await user.click(button);
    await waitFor(() => expect(banner().textContent).toContain(en.queue.pausedAsked));
    expect(button).toHaveAccessibleName("Go on");
    expect(button).toHaveFocus();
    await user.click(button);
    await waitFor(() => expect(screen.queryByTestId("queue-hold")).toBeNull());
    expect([called("queuePause").length, called("queueGoOn")]).toEqual([1, [["asked"]]]);
  });

  it("that cannot be remembered says so", async () => {
    const { user, control } = await openApp("all-jobs");
    control.failNext("queuePause", { code: "diskFull" });
    await user.click(screen.getByTestId("queue-pause"));
    expect(await screen.findByText(en.error.diskFull)).toBeTruthy();
  });
});

describe("jobs that have waited for long", () => {
  it("are sent, all that were counted and no others, with their price on the button", async () => {
    const { user, called, control } = await openApp("old-waiting");
    expect(banner().textContent).toContain("3 jobs have waited since yesterday and were not sent.");
    expect(banner().textContent).toContain("Nothing was charged.");
    expect(screen.queryByTestId("job-note"), "it is said above").toBeNull();
    const ids = control.state().jobs.map((job) => job.id);
    const send = screen.getByTestId("waiting-send");
    expect(send.textContent).toBe("Send 3 jobs, about $2.40");
    send.focus();
    await user.keyboard("{Enter}");
    expect(called("waitingSend")).toEqual([]);
    await user.click(send);
    expect(called("waitingSend")).toEqual([[ids]]);
    await waitFor(() => expect(screen.queryByTestId("queue-hold")).toBeNull());
  });

  it("say honestly what is not known of their price", async () => {
    await openApp("old-unknown");
    expect(banner().textContent).toContain("About $1.60, and 1 of unknown price.");
    expect(screen.getByTestId("waiting-send").textContent).toBe("Send 3 jobs");
    cleanup();
    const { control } = await openApp("old-waiting");
    const old = { ids: ["a"], sinceMs: Date.now(), knownMicros: 0, unknown: 1 };
    act(() => control.emit({ type: "queue", revision: 900, queue: { ...idle, old } }));
    await waitFor(() => expect(banner().textContent).toContain(en.queue.oldUnknown));
    expect(screen.getByTestId("waiting-send").textContent).toBe("Send it");
  });

  it("are kept, and can then be sent one by one", async () => {
    const { user, called } = await openApp("old-waiting");
    await user.click(screen.getByTestId("waiting-keep"));
    expect(called("waitingKeep")).toHaveLength(1);
    await waitFor(() => expect(screen.queryByTestId("queue-hold")).toBeNull());
    const first = within(cards()[0] as HTMLElement);
    expect(first.getByTestId("job-note").textContent).toContain(en.note.waitedLong);
    await user.click(first.getByTestId("job-send"));
    expect(called("waitingSend")).toEqual([[[cards()[0]?.dataset.jobId]]]);
    await waitFor(() => expect(first.queryByTestId("job-note")).toBeNull());
  });

  it("are removed, and cost nothing", async () => {
    const { user, called } = await openApp("old-waiting");
    expect(screen.getByTestId("waiting-remove")).toHaveAccessibleDescription(en.queue.removeHint);
    await user.click(screen.getByTestId("waiting-remove"));
    expect(called("waitingRemove")).toHaveLength(1);
    await waitFor(() => expect(cards()[0]).toHaveAttribute("data-state", "stopped"));
    expect(cards()[0]?.textContent).toContain(en.queue.stoppedUnsent);
  });

  it("have waited since a time, since yesterday, or since a day", () => {
    const now = new Date(2026, 10, 25, 9, 0).getTime();
    const at = (dayOfMonth: number, hour: number) => new Date(2026, 10, dayOfMonth, hour, 30).getTime();
    expect(since(at(25, 1), now, "en")).toBe("1:30 AM");
    expect(since(at(24, 23), now, "en")).toBeNull();
    expect(since(at(24, 0), now, "en")).toBeNull();
    expect(since(at(23, 23), now, "en")).toBe("Nov 23");
    expect(since(at(1, 5), now, "zh-CN")).toBe("11月1日");
  });
});

describe("a service that refuses", () => {
  it.each([
    ["key-refused", en.queue.heldKey, "Open Settings"],
    ["out-of-credit", en.queue.heldCredit, "Top up"],
  ])("%s: has its door, and goes on when a person says so", async (scenario, words, door) => {
    const { user, called } = await openApp(scenario);
    expect(banner().textContent).toContain(words);
    expect(within(banner()).getByRole("button", { name: door })).toBeTruthy();
    expect(screen.queryByTestId("job-note")).toBeNull();
    await user.click(screen.getByTestId("queue-go-on"));
    expect(called("queueGoOn")).toEqual([["held"]]);
    await waitFor(() => expect(screen.queryByTestId("queue-hold")).toBeNull());
  });
});

describe("one thing at a time", () => {
  const waits = (note: JobView["note"] = null): JobView => ({ ...sketch({ state: "waiting" }), note });
  const old = { ids: ["told"], sinceMs: 0, knownMicros: 0, unknown: 1 };

  it("is what may have been paid, then what asks, then what helps, then what was wished, then the world", () => {
    const all: QueueView = { paused: "restored", held: "keyRefused", old };
    const jobs = [waits("offline"), waits("offline")];
    const kinds = [
      all,
      { ...all, paused: "asked" } as const,
      { ...all, paused: "asked", old: null } as const,
      { ...idle, paused: "asked" } as const,
      idle,
    ].map((queue) => bannerOf(queue, jobs, HERE)?.kind);
    expect(kinds).toEqual(["paused", "old", "held", "paused", "note"]);
    expect(bannerOf(idle, [], HERE)).toBeNull();
  });

  it("leaves to the cards only what is not said above them", () => {
    const said = (queue: QueueView, job: JobView) =>
      isSaidAbove(bannerOf(queue, [job], HERE), queue, job, HERE);
    const restored: QueueView = { ...idle, paused: "restored", held: "creditEmpty" };
    expect(said(restored, waits("waitedLong"))).toBe(true);
    expect(said(restored, waits("creditEmpty"))).toBe(true);
    expect(said(restored, waits("offline"))).toBe(false);
    const kept = waits("waitedLong");
    expect(said({ ...idle, paused: "asked" }, kept)).toBe(false);
    expect(said({ ...idle, old }, kept)).toBe(false);
    expect(said({ ...idle, old: { ...old, ids: [kept.id] } }, kept)).toBe(true);
    const making = sketch({ state: "making", note: "creditEmpty" });
    expect(said({ ...idle, held: "creditEmpty" }, making), "it was sent").toBe(false);
  });

  it("is said aloud when it comes", async () => {
    const { control } = await openApp("all-jobs");
    act(() => control.emit({ type: "queue", revision: 900, queue: { ...idle, paused: "moved" } }));
    const aloud = () => screen.getByTestId("queue-said").textContent;
    await waitFor(() => expect(aloud()).toContain(en.queue.pausedMoved));
  });
});

describe("a job of another account or service", () => {
  it("that was ordered with another key says which key it needs, and that it may have been charged", async () => {
    const { user } = await openApp("key-other");
    const note = screen.getByTestId("job-note");
    expect(note.textContent).toContain(en.note.keyOther);
    await user.click(within(note).getByRole("button", { name: "Open Settings" }));
    expect(await screen.findByTestId("key-input")).toBeTruthy();
  });

  it("that is being made asks for its key to go on watching", async () => {
    await openApp("key-to-watch");
    expect(screen.getByTestId("job-note").textContent).toContain("Enter the key to keep watching.");
  });

  it("says where it waits for, and whose key it lacks", async () => {
    await openApp("elsewhere");
    for (const card of cards())
      expect(within(card).getByTestId("job-left").textContent).toBe("for clips.example");
    expect(screen.getByTestId("job-note").textContent).toContain("The key for clips.example is missing.");
    expect(screen.queryByTestId("queue-hold")).toBeNull();
  });

  it("that is unclear promises no usage page where the app knows none", async () => {
    const { user } = await openApp("unclear-elsewhere");
    const card = within(cards()[0] as HTMLElement);
    expect(card.getByTestId("job-error").textContent).not.toMatch(/usage page/u);
    expect(card.getByTestId("job-error").textContent).toContain(en.queue.unclearCharged);
    const helping = cards()[0]?.querySelectorAll("[data-helps]");
    expect(helping).toHaveLength(1);
    await user.click(helping?.[0] as HTMLElement);
    expect(card.getByTestId("job-task-number")).toBeTruthy();
  });

  it("whose number nobody knows is as open as before, and says so", async () => {
    const { user, control } = await openApp("unclear-number");
    const card = within(cards()[0] as HTMLElement);
    expect(card.getByTestId("job-error").textContent).toContain(en.queue.unclearNumber);
    await user.click(card.getByText("Enter its task number"));
    control.failNext("jobAdopt", { code: "taskTaken" });
    await user.type(card.getByTestId("job-task-number"), "video_task_7{Enter}");
    expect(await card.findByText(en.error.taskTaken)).toBeTruthy();
  });
});
