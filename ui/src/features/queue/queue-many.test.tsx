import { act, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { openApp } from "../../test-app";

const drawn = vi.hoisted(() => ({ ids: [] as string[] }));
// Every card draws its still: whoever is drawn again is counted here.
vi.mock("./job-still", () => ({
  JobStill: ({ job }: { job: { id: string } }) => {
    drawn.ids.push(job.id);
    return null;
  },
}));
beforeEach(() => {
  drawn.ids.length = 0;
});

it("counts many changes aloud, and names few", async () => {
  const { control } = await openApp("line-200");
  const stop = (many: number, revision: number) =>
    act(() => {
      for (const job of control.state().jobs.slice(0, many))
        control.emit({
          type: "job",
          revision,
          job: { ...job, state: revision > 9_500 ? "failed" : "stopped" },
        });
    });
  stop(150, 9_100);
  await waitFor(() => expect(screen.getByTestId("queue-said").textContent).toBe("150 clips: Stopped"));
  stop(2, 9_600);
  await waitFor(() => expect(screen.getByTestId("queue-said").textContent).toMatch(/: Failed .*: Failed/u));
});

it("draws no other card again when one of 200 changes, and only those that move when time passes", async () => {
  const { control } = await openApp("line-200");
  expect(screen.getAllByTestId("job")).toHaveLength(200);
  const jobs = control.state().jobs;
  const making = jobs.filter((job) => job.state === "making");
  const [first] = making;
  if (!first) throw new Error("no job");
  drawn.ids.length = 0;
  act(() => control.emit({ type: "job", revision: 9_000, job: { ...first, progress: 77 } }));
  await waitFor(() => expect(drawn.ids).toContain(first.id));
  expect(drawn.ids.filter((id) => !making.some((job) => job.id === id))).toEqual([]);
  drawn.ids.length = 0;
  await act(() => new Promise((done) => setTimeout(done, 1_100)));
  expect(new Set(drawn.ids)).toEqual(new Set(making.map((job) => job.id)));
});
