import { act, cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { CauseCode, JobState, JobView } from "../../api/types";
import { causeWords } from "../../api/words";
import { sketch } from "../../platform/fake-states";
import { openApp } from "../../test-app";
import { sharedHold } from "./hold";

async function withJob(scenario: string, state: JobState) {
  const app = await openApp(scenario);
  fireEvent.change(screen.getByTestId("prompt"), { target: { value: "A heron" } });
  fireEvent.click(screen.getByTestId("generate"));
  await waitFor(() => expect(screen.getByTestId("job")).toHaveAttribute("data-state", state));
  return app;
}
const card = () => within(screen.getAllByTestId("job")[0] as HTMLElement);

describe("a job", () => {
  it("that is being made can be stopped, and watched again or tried again after that", async () => {
    const { user, called } = await withJob("paid,hold,pace-1", "making");
    expect(card().getByTestId("job-stop")).toHaveAccessibleDescription(/may still be charged/u);
    await user.click(card().getByTestId("job-stop"));
    await waitFor(() => expect(screen.getByTestId("job")).toHaveAttribute("data-state", "stopped"));
    expect(card().getByTestId("job-error").textContent).toContain("may have been charged");
    await user.click(card().getByTestId("job-watch"));
    await waitFor(() => expect(screen.getByTestId("job")).toHaveAttribute("data-state", "making"));
    expect(called("jobWatch")).toHaveLength(1);
  });

  it("that is being made can be asked about at any time", async () => {
    const { user, called } = await withJob("paid,hold,pace-1", "making");
    expect(card().getByTestId("job-ask")).toHaveAccessibleName("Ask now");
    await user.click(card().getByTestId("job-ask"));
    expect(await screen.findByText("Asked just now: still being made.")).toBeTruthy();
    expect(called("jobAsk")).toEqual([["job-1"]]);
  });

  it("that takes long says whether it was charged, when it was asked about, and can be asked about", async () => {
    const { user, called } = await openApp("long");
    const note = () => card().getByTestId("job-note").textContent;
    expect(note()).toContain("This takes unusually long.");
    expect(note()).toContain("This may have been charged. Asked 4 min ago: still being made.");
    expect(card().getAllByTestId("job-ask")).toHaveLength(1);
    await user.click(card().getByText("Ask now"));
    await waitFor(() => expect(note()).toContain("Asked just now: still being made."));
    expect(called("jobAsk")).toHaveLength(1);
  });

  it("that is not in the making cannot be asked about", async () => {
    await openApp("all-jobs");
    for (const card of screen.getAllByTestId("job")) {
      const asks = within(card).queryAllByTestId("job-ask").length;
      expect([card.dataset.state, asks]).toEqual([
        card.dataset.state,
        card.dataset.state === "making" ? 1 : 0,
      ]);
    }
  });

  it("that failed says what happened, whether it was charged, and what helps", async () => {
    const { user, called } = await withJob("paid,fails,pace-1", "failed");
    const lines = [...card().getByTestId("job-error").querySelectorAll("p")].map((line) => line.textContent);
    expect(lines).toEqual(["Your credit is used up.", "Nothing was charged.", "Top up, then try again."]);
    await user.click(card().getByText("Top up"));
    expect(called("linkOpen")).toEqual([["topUp"]]);
  });

  it("is tried again once per press, never by a bare Enter, under a new id", async () => {
    const { user, called } = await withJob("paid,fails,pace-1", "failed");
    card().getByTestId("job-retry").focus();
    await user.keyboard("{Enter}");
    expect(called("jobRetry")).toEqual([]);
    fireEvent.click(card().getByTestId("job-retry"));
    fireEvent.click(card().getByTestId("job-retry"));
    await waitFor(() => expect(screen.getAllByTestId("job")).toHaveLength(2));
    expect(called("jobRetry")).toHaveLength(1);
    expect(called("jobRetry")[0]?.[1]).not.toBe(called("jobCreate")[0]?.[1]);
  });

  it("that is unclear leaves the decision to the person", async () => {
    const { user, called } = await withJob("paid,unclear,pace-1", "unclear");
    expect(card().getByTestId("job-error").textContent).toContain("This may have been charged.");
    expect(called("jobResend")).toEqual([]);
    await user.click(card().getByText("Enter its task number"));
    await user.type(card().getByTestId("job-task-number"), "  video_task_9 ");
    await user.click(card().getByTestId("job-adopt"));
    expect(called("jobAdopt")).toEqual([["job-1", "video_task_9"]]);
  });

  it("shows details as plain text and copies them", async () => {
    const { user, called } = await withJob("paid,fails,pace-1", "failed");
    await user.click(card().getByText("Details"));
    await waitFor(() => expect(card().getByTestId("job-error").textContent).toContain("job job-1"));
    expect(card().getByText("Estimate at Generate: about $0.80")).toBeTruthy();
    await user.click(card().getByTestId("job-copy"));
    await waitFor(() => expect(called("textCopy")).toHaveLength(1));
    expect(String(called("textCopy")[0]?.[0])).toContain("job-1");
  });

  it("that is done opens its clip", async () => {
    const { user } = await withJob("ready,pace-1", "done");
    await user.click(card().getByRole("button", { name: /Open the clip/u }));
    expect(await screen.findByTestId("player")).toHaveAttribute("src", "/fake/clip.mp4");
  });
});

it("stands in the page in every place, and says aloud what changed", async () => {
  const { user } = await withJob("ready,hold,pace-1", "making");
  for (const place of ["nav-library", "nav-settings", "nav-create"]) {
    await user.click(screen.getByTestId(place));
    expect(screen.getByTestId("job")).toBeTruthy();
  }
  expect(screen.getByTestId("queue-said").textContent).toBe("A heron: Making");
});

it("renders whatever a service says as text", async () => {
  const { control } = await withJob("ready,hold,pace-1", "making");
  const job = control.state().jobs[0];
  if (!job) throw new Error("no job");
  const evil = "<img src=x onerror=alert(1)>";
  for (const code of Object.keys(causeWords) as CauseCode[])
    act(() =>
      control.emit({
        type: "job",
        revision: 1000 + Object.keys(causeWords).indexOf(code),
        job: { ...job, state: "failed", prompt: evil, cause: { code, charged: "maybe", detail: evil } },
      }),
    );
  expect((await card().findAllByText(evil)).length).toBeGreaterThan(0);
  expect(document.querySelector("img[src=x]")).toBeNull();
});

describe("what holds jobs up", () => {
  it("is said once above the cards where it holds several, with its one door", async () => {
    const { user, called } = await openApp("out-of-credit");
    const hold = screen.getByTestId("queue-hold");
    expect(hold.textContent).toContain("Your credit is used up, so nothing more is sent.");
    expect(screen.queryByTestId("job-note")).toBeNull();
    await user.click(within(hold).getByRole("button", { name: "Top up" }));
    expect(called("linkOpen")).toEqual([["topUp"]]);
  });

  it("stays on the card where it holds one", async () => {
    const { user } = await openApp("folder-gone");
    expect(screen.queryByTestId("queue-hold")).toBeNull();
    const note = card().getByTestId("job-note");
    expect(note.textContent).toContain("The clips folder is gone.");
    await user.click(within(note).getByRole("button", { name: "Open Settings" }));
    expect(await screen.findByTestId("storage-folder")).toBeTruthy();
  });

  it("names the keyring where that is the reason", async () => {
    await openApp("keyring-locked");
    expect(card().getByTestId("job-note").textContent).toContain("The keyring is locked");
    cleanup();
    await openApp("keyring-missing");
    expect(card().getByTestId("job-note").textContent).toContain("This system has no keyring");
  });

  it("has no door where only waiting helps", async () => {
    await openApp("offline");
    const hold = screen.getByTestId("queue-hold");
    expect(hold.textContent).toBe("No connection to the service. It goes on by itself once there is one.");
    expect(within(hold).queryByRole("button")).toBeNull();
  });

  it("is what holds up the most", () => {
    const job = (note: JobView["note"]) => ({ ...sketch({ state: "waiting" }), note });
    expect(sharedHold([])).toBeNull();
    expect(sharedHold([job("offline"), job("diskFull")])).toBeNull();
    expect(sharedHold([job("unusuallyLong"), job("unusuallyLong")])).toBeNull();
    expect(sharedHold([job("offline"), job("diskFull"), job("diskFull")])).toBe("diskFull");
    expect(sharedHold([job("offline"), job("offline"), job("diskFull"), job("diskFull")])).toBe("offline");
  });
});

describe("the line of a job", () => {
  const share = () => Number(card().getByRole("progressbar").getAttribute("aria-valuenow"));

  it("never reaches its end before the clip does", async () => {
    await openApp("long");
    expect(share()).toBeGreaterThan(80);
    expect(share()).toBeLessThan(98);
    expect(card().getByTestId("job-left").textContent).toBe("");
    expect(card().getByTestId("job-note").textContent).toContain("unusually long");
  });

  it("is the service's own figure where there is one", async () => {
    const { control } = await withJob("paid,hold,pace-1", "making");
    const job = control.state().jobs[0] as JobView;
    act(() => control.emit({ type: "job", revision: 900, job: { ...job, progress: 62 } }));
    await waitFor(() => expect(share()).toBe(62));
    expect(card().getByTestId("job-left").textContent).toBe("62 %");
    act(() => control.emit({ type: "job", revision: 901, job: { ...job, progress: 100 } }));
    await waitFor(() => expect(share()).toBe(97));
  });

  it("is gone with the end, and the still gives way to the poster", async () => {
    await withJob("ready,pace-1", "done");
    expect(card().queryByRole("progressbar")).toBeNull();
    expect(card().getByTestId("job-poster")).toHaveAttribute("data-arrives", "true");
    cleanup();
    await openApp("all-jobs");
    expect(screen.getByTestId("job-poster")).toHaveAttribute("data-arrives", "false");
  });
});

it("says what helps with a job that the service no longer knows", async () => {
  const { user, called } = await openApp("job-unknown");
  const lines = [...card().getByTestId("job-error").querySelectorAll("p")].map((line) => line.textContent);
  expect(lines).toEqual([
    "The service does not know this job any more.",
    "This may have been charged.",
    "Check the usage page before you try again.",
  ]);
  await user.click(card().getByRole("button", { name: "Open the usage page" }));
  expect(called("linkOpen")).toEqual([["usage"]]);
});
