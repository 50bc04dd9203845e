// What a person reads of every cause, and of every answer that the service was ever seen to give: three plain
// sentences and one button that helps. The raw answer is behind Details.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { act, cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import i18next from "i18next";
import { afterEach, describe, expect, it } from "vitest";
import type { CauseCode, JobView } from "../../api/types";
import { causeWords, remedies } from "../../api/words";
import en from "../../i18n/en.json";
import zh from "../../i18n/zh-CN.json";
import { freshMoney } from "../../platform/fake-money";
import { freshBackups } from "../../platform/fake-record";
import { fakeStates, sketch } from "../../platform/fake-states";
import { openApp } from "../../test-app";
import { remediesOf } from "./job-actions";
import { troubleWords } from "./job-trouble";

const codes = Object.keys(causeWords) as CauseCode[];
const stored = (code: CauseCode) => code.replace(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`);
const card = () => within(screen.getByTestId("job"));
const helping = () => screen.getByTestId("job").querySelectorAll("[data-helps]");

describe.each(codes)("%s", (code) => {
  it("says what happened, whether it was charged and what helps, with one button that does it", async () => {
    const { user, called } = await openApp(`cause-${stored(code)}`);
    const job = screen.getByTestId("job");
    const lines = [...card().getByTestId("job-error").querySelectorAll("p")].map((line) => line.textContent);
    expect(lines).toHaveLength(3);
    expect(new Set(lines).size).toBe(3);
    expect(lines[1]).toMatch(/charged/u);
    expect(helping()).toHaveLength(1);

    const button = helping()[0] as HTMLElement;
    if (job.dataset.state === "unclear") {
      await user.click(button);
      return expect(called("linkOpen")).toEqual([["usage"]]);
    }
    // Its made-up job has a number: the clip may be there.
    const remedy = remedies[code === "internal" ? "askAgain" : causeWords[code].remedy];
    expect(button.textContent).toBe(i18next.t(remedy.label));
    await user.click(button);
    if (remedy.does === "open") expect(called("linkOpen")).toEqual([[remedy.page]]);
    if (remedy.does === "watch") expect(called("jobWatch")).toHaveLength(1);
    if (remedy.does === "retry") expect(called("jobRetry")).toHaveLength(1);
    if (remedy.does === "settings") expect(await screen.findByTestId("service-address")).toBeTruthy();
    if (remedy.does === "edit") {
      expect(screen.getByTestId("prompt")).toHaveValue(sketch({ state: "failed" }).prompt);
      expect(called("jobRetry")).toEqual([]);
    }
  });
});

describe("a request that is changed", () => {
  it.each([
    ["contentRefused", "prompt"],
    ["modelUnavailable", "model-picker"],
    ["pictureUnreachable", "more-pictures"],
  ] as const)("for %s goes back to Create, and the focus to %s", async (code, spot) => {
    const { user } = await openApp(`cause-${stored(code)}`);
    await user.click(helping()[0] as HTMLElement);
    await waitFor(() => expect(screen.getByTestId(spot)).toHaveFocus());
  });

  it("can be undone: what was written before comes back", async () => {
    const { user } = await openApp("cause-content_refused");
    fireEvent.change(screen.getByTestId("prompt"), { target: { value: "My own words" } });
    await user.click(card().getByTestId("job-edit"));
    expect(screen.getByTestId("prompt")).not.toHaveValue("My own words");
    await user.click(await screen.findByTestId("undo"));
    expect(screen.getByTestId("prompt")).toHaveValue("My own words");
  });
});

describe("what helps first", () => {
  const failed = (cause: CauseCode, more: Partial<JobView> = {}): JobView => ({
    ...sketch({ state: "failed", cause, charged: "maybe" }),
    ...more,
  });

  it("is what the cause names, and everything else comes after it once", () => {
    expect(remediesOf(failed("creditEmpty"))).toEqual(["topUp", "askAgain", "retry", "edit"]);
    // A fault of ours says nothing about a clip that the service may have.
    expect(remediesOf(failed("internal"))).toEqual(["askAgain", "retry", "edit"]);
    expect(remediesOf(failed("internal", { taskNumber: null }))).toEqual(["retry", "edit"]);
    expect(remediesOf(failed("linkDead"))).toEqual(["askAgain", "retry", "edit"]);
    expect(remediesOf(failed("contentRefused", { taskNumber: null }))).toEqual(["changePrompt", "retry"]);
  });

  it("is never to ask about a job that has no number", () => {
    expect(remediesOf(failed("noFile", { taskNumber: null }))).toEqual(["retry", "edit"]);
    expect(remediesOf(sketch({ state: "stopped", charged: "no" }))).toEqual(["retry", "edit"]);
    expect(remediesOf(sketch({ state: "stopped", charged: "maybe" }))[0]).toBe("askAgain");
  });
});

it("has a made-up state for every cause, and shows each of them once in the three pictures", () => {
  const shown = ["causes-account", "causes-request", "causes-service"].flatMap((name) => {
    const start = {
      state: structuredClone(empty),
      clips: [],
      storage: "ready" as const,
      money: freshMoney(),
      ...freshBackups(),
    };
    fakeStates[name]?.(start);
    return start.state.jobs.map((job) => job.cause?.code);
  });
  expect([...shown].sort()).toEqual([...codes].sort());
});
const empty = { settings: {}, account: {}, jobs: [] } as unknown as Parameters<
  (typeof fakeStates)[string]
>[0]["state"];

describe("no sentence ever shows what the service said", () => {
  const root = join(process.cwd(), "tests/fixtures/gateway");
  const answers = ["create", "query", "upload"].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => {
      const { body, read } = JSON.parse(readFileSync(join(root, folder, name), "utf8"));
      const raw: string = typeof body === "string" ? body : JSON.stringify(body);
      return { name: `${folder}/${name}`, raw, read };
    }),
  );
  const told = answers.filter(({ read }) => read.cause);
  const camel = (name: string) => name.replace(/_(.)/gu, (_, letter: string) => letter.toUpperCase());
  const look = (words: object, key: string) =>
    key.split(".").reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], words) as string;

  it("in either language, for any of the recorded answers", () => {
    expect(told.length).toBeGreaterThan(100);
    for (const { name, raw, read } of told) {
      const cause = { code: camel(read.cause) as CauseCode, charged: read.charged, detail: raw };
      expect(codes, name).toContain(cause.code);
      for (const state of ["failed", "unclear"] as const) {
        const keys = troubleWords({ ...sketch({ state }), cause });
        for (const words of [en, zh]) {
          const lines = keys.filter((key) => key !== null).map((key) => look(words, key));
          expect(lines, name).toHaveLength(3);
          for (const line of lines) {
            expect(line, name).not.toMatch(/[{}<>[\]_"]|https?:|request id|\b\d{3}\b/iu);
            if (raw.length > 3) expect(line.includes(raw) || raw.includes(line), name).toBe(false);
          }
        }
      }
    }
  });

  it("on the card itself, however it is dressed", async () => {
    const raw =
      '<html>{"error":{"message":"secret words","code":"quota_not_enough"}} (request id: 2026)</html>';
    const { control } = await openApp("cause-credit_empty");
    const job = control.state().jobs[0] as JobView;
    act(() =>
      control.emit({
        type: "job",
        revision: 900,
        job: { ...job, prompt: "Another one", cause: { code: "creditEmpty", charged: "no", detail: raw } },
      }),
    );
    await card().findByText("Another one");
    const closed = card().getByTestId("job-error").textContent;
    expect(closed).toContain("Your credit is used up.");
    for (const part of ["html", "secret", "quota_not_enough", "request id", "{"]) {
      expect(closed).not.toContain(part);
    }
  });
});

afterEach(() => {
  cleanup();
  localStorage.clear();
  sessionStorage.clear();
});
