import { QueryClient } from "@tanstack/react-query";
import { describe, expect, it } from "vitest";
import { freshState } from "../platform/fake-data";
import type { JobView, Platform, StudioEvent } from "../platform/types";
import { connect, STUDIO } from "./connect";
import { createDraftStore } from "./draft-store";
import { applyAnswer, applyEvent, inLine, movedBack, movedInLine, openStudio, type Studio } from "./studio";

const job = (id: string, more: Partial<JobView> = {}): JobView => ({
  ...{
    id,
    setId: id,
    press: id,
    usagePage: false,
    added: false,
    place: 0,
    state: "waiting",
    model: "veo3",
    prompt: id,
    aspectRatio: null,
    quality: null,
  },
  ...{ duration: null, pictures: [], practice: true, origin: "practice", taskNumber: null, createdAtMs: 1 },
  ...{
    sentAtMs: null,
    runningAtMs: null,
    endedAtMs: null,
    typicalMs: 1000,
    progress: null,
    note: null,
    cause: null,
    clip: null,
    estimateMicros: null,
  },
  ...more,
});
const told = (revision: number, of: JobView): StudioEvent => ({ type: "job", revision, job: of });
const stateOf = (studio: Studio | undefined, id: string) =>
  studio?.app.jobs.find((one) => one.id === id)?.state;
const at = (revision: number, jobs: JobView[] = []) => openStudio({ ...freshState(), revision, jobs });

describe("events upon the snapshot", () => {
  it("ignores what the snapshot already holds", () => {
    const studio = at(7, [job("a", { state: "making" })]);
    expect(stateOf(applyEvent(studio, told(7, job("a", { state: "sending" }))), "a")).toBe("making");
    expect(stateOf(applyEvent(studio, told(3, job("a", { state: "sending" }))), "a")).toBe("making");
    expect(stateOf(applyEvent(studio, told(8, job("a", { state: "saving" }))), "a")).toBe("saving");
  });

  it("ignores what is older than what was told since, and keeps subjects apart", () => {
    let studio = applyEvent(at(1, [job("a"), job("b")]), told(9, job("a", { state: "done" })));
    studio = applyEvent(studio, told(8, job("a", { state: "making" })));
    studio = applyEvent(studio, told(8, job("b", { state: "making" })));
    expect(stateOf(studio, "a")).toBe("done");
    expect(stateOf(studio, "b")).toBe("making");
  });

  it("takes two changes that share a revision", () => {
    const { settings, account } = freshState();
    let studio = applyEvent(at(1), {
      type: "settings",
      revision: 2,
      settings: { ...settings, practice: false },
    });
    studio = applyEvent(studio, { type: "account", revision: 2, account: { ...account, key: "set" } });
    expect(studio.app.settings.practice).toBe(false);
    expect(studio.app.account.key).toBe("set");
  });

  it("puts a new job first and leaves the others where they are", () => {
    const studio = applyEvent(at(1, [job("a", { createdAtMs: 5 })]), told(2, job("b", { createdAtMs: 9 })));
    expect(studio.app.jobs.map((one) => one.id)).toEqual(["b", "a"]);
    const same = applyEvent(studio, told(3, job("a", { createdAtMs: 5, state: "done" })));
    expect(same.app.jobs.map((one) => one.id)).toEqual(["b", "a"]);
  });
});

describe("a command's answer", () => {
  it("counts where no event has spoken since", () => {
    const before = job("a", { state: "making" });
    const studio = at(1, [before]);
    const known = studio.app.jobs[0];
    expect(stateOf(applyAnswer(studio, known, job("a", { state: "stopped" })), "a")).toBe("stopped");
    expect(stateOf(applyAnswer(studio, undefined, job("new")), "new")).toBe("waiting");
  });
  it("never overwrites an event that overtook it", () => {
    const studio = applyEvent(at(1), told(2, job("a", { state: "making" })));
    expect(stateOf(applyAnswer(studio, undefined, job("a", { state: "waiting" })), "a")).toBe("making");
  });
});

describe("the line", () => {
  const names = (jobs: readonly JobView[]) => inLine(jobs).map(({ id }) => id);
  const four = [
    job("d", { createdAtMs: 4 }),
    job("c", { createdAtMs: 3 }),
    job("b", { createdAtMs: 2 }),
    job("made", { createdAtMs: 1, state: "making" }),
    job("a", { createdAtMs: 0 }),
  ];

  it("is changed before the studio answers, with the places that it will give", () => {
    expect(names(four)).toEqual(["a", "b", "c", "d"]);
    const moved = movedInLine(four, "c", "a");
    expect(names(moved)).toEqual(["c", "a", "b", "d"]);
    expect(inLine(moved).map(({ place }) => place)).toEqual([-4, -3, -2, -1]);
    expect(names(movedInLine(four, "a", null))).toEqual(["b", "c", "d", "a"]);
    expect(moved.find(({ id }) => id === "made")).toMatchObject({ state: "making", place: 0 });
  });

  it("stays where one of the two waits no more", () => {
    expect(names(movedInLine(four, "made", "a"))).toEqual(names(four));
    expect(names(movedInLine(four, "c", "made"))).toEqual(names(four));
  });

  it("is as before where nothing came of it, but for what has changed since", () => {
    const moved = movedInLine(four, "c", "a");
    expect(names(movedBack(moved, four, moved))).toEqual(["a", "b", "c", "d"]);
    const since = moved.map((one) => (one.id === "d" ? { ...one, place: -9 } : one));
    expect(names(movedBack(since, four, moved))).toEqual(["d", "a", "b", "c"]);
  });
});

describe("connecting", () => {
  it("subscribes first, then asks, and loses nothing that happens in between", async () => {
    const order: string[] = [];
    let tell: (event: StudioEvent) => void = () => {};
    const platform = {
      subscribe: async (listener: (event: StudioEvent) => void) => {
        order.push("subscribe");
        tell = listener;
        return () => {};
      },
      appState: async () => {
        order.push("ask");
        tell(told(3, job("older than the snapshot")));
        tell(told(6, job("newer")));
        return { ...freshState(), revision: 5 };
      },
    } as unknown as Platform;
    const cache = new QueryClient();
    await connect(platform, cache, createDraftStore(null, null));
    expect(order).toEqual(["subscribe", "ask"]);
    expect(cache.getQueryData<Studio>(STUDIO)?.app.jobs.map((one) => one.id)).toEqual(["newer"]);
    tell(told(7, job("newer", { state: "done" })));
    expect(stateOf(cache.getQueryData<Studio>(STUDIO), "newer")).toBe("done");
  });
});
