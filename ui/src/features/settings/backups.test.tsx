import { screen, waitFor, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { openApp } from "../../test-app";

async function backups(scenario: string) {
  const app = await openApp(scenario);
  await app.user.click(screen.getByTestId("nav-settings"));
  return { ...app, rows: () => screen.queryAllByTestId("backup") };
}

it("lists what each backup holds, and offers none that is damaged", async () => {
  const { rows } = await backups("paid");
  await waitFor(() => expect(rows()).toHaveLength(6));
  expect(rows()[0]?.textContent).toContain("214 clips, 231 jobs, 5.4 MB");
  const damaged = rows()[3] as HTMLElement;
  expect(damaged.textContent).toContain("damaged and cannot be used");
  expect(within(damaged).queryByRole("button")).toBeNull();
  expect(rows()[4]?.textContent).toContain("before an update");
  expect(screen.getAllByTestId("backup-restore")).toHaveLength(5);
});

it("puts one back only after the question, which says what happens", async () => {
  const { user, called, rows } = await backups("paid");
  await waitFor(() => expect(rows()).toHaveLength(6));
  const second = within(rows()[1] as HTMLElement);
  await user.click(second.getByTestId("backup-restore"));
  expect(called("backupRestore")).toEqual([]);
  for (const words of ["Clips on disk stay", "a copy of the present record is kept", "until you press Go on"])
    expect(rows()[1]?.textContent).toContain(words);
  await user.click(second.getByText("Leave as it is"));
  expect(second.queryByTestId("backup-confirm")).toBeNull();
  await user.click(second.getByTestId("backup-restore"));
  await user.click(second.getByTestId("backup-confirm"));
  expect(called("backupRestore")).toEqual([["backup-1"]]);
  expect((await screen.findByTestId("toast")).textContent).toContain("starting again");
});

it("says what went wrong, and the question goes", async () => {
  const { user, control, rows } = await backups("paid");
  await waitFor(() => expect(rows()).toHaveLength(6));
  control.failNext("backupRestore", { code: "diskFull" });
  const first = within(rows()[0] as HTMLElement);
  await user.click(first.getByTestId("backup-restore"));
  await user.click(first.getByTestId("backup-confirm"));
  expect((await screen.findByTestId("toast")).textContent).toContain("disk is full");
  expect(first.queryByTestId("backup-confirm")).toBeNull();
});

it("looks only while Settings is in front, and says when there is none yet", async () => {
  const { called, user } = await openApp("no-backups");
  expect(called("backupsList")).toEqual([]);
  await user.click(screen.getByTestId("nav-settings"));
  expect(await screen.findByText(/^No backup yet/u)).toBeTruthy();
});

it.each([
  ["repaired", "kept in damaged/20261124-091500-000"],
  ["restored", "is in place"],
])("%s is told once and can be put away", async (scenario, words) => {
  const { user } = await openApp(scenario);
  const notice = await screen.findByTestId("record-notice");
  expect(notice.textContent).toContain(words);
  await user.click(within(notice).getByRole("button", { name: "Dismiss" }));
  expect(screen.queryByTestId("record-notice")).toBeNull();
});

it("tells of damage that is found while the app runs, with the way to the backups", async () => {
  const { user, control, platform } = await openApp("paid");
  expect(screen.queryByTestId("record-notice")).toBeNull();
  const record = await platform.recordState();
  record.damaged = true;
  control.emit({ type: "record" });
  const notice = await screen.findByTestId("record-notice");
  expect(notice.textContent).toContain("the next time Stillwake starts");
  await user.click(within(notice).getByText("Show backups"));
  await waitFor(() => expect(screen.getAllByTestId("backup")).toHaveLength(6));
});

it("never offers to send a job whose request is lost", async () => {
  await openApp("request-unknown");
  const jobs = screen.getAllByTestId("job");
  expect(jobs).toHaveLength(3);
  for (const job of jobs) expect(job.textContent).toContain("The record of what was asked for is lost");
  for (const button of ["job-resend", "job-retry", "job-edit"])
    expect(screen.queryByTestId(button)).toBeNull();
  expect(screen.getByTestId("job-give-up")).toBeTruthy();
  expect(screen.getByTestId("job-watch")).toBeTruthy();
});
