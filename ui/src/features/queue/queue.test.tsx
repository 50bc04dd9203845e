import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { CauseCode, JobState } from "../../api/types";
import { causeWords } from "../../api/words";
import { openApp } from "../../test-app";

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

  it("that failed says what happened, whether it was charged, and what helps", async () => {
    const { user, called } = await withJob("paid,fails,pace-1", "failed");
    const lines = [...card().getByTestId("job-error").children].map((line) => line.textContent);
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
  const said = [...screen.getByTestId("queue").querySelectorAll("[aria-live]")].map((one) => one.textContent);
  expect(said).toEqual(["A heron: Making"]);
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
