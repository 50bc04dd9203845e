import { describe, expect, it } from "vitest";
import { models, picture } from "../platform/fake-data";
import type { ModelView } from "../platform/types";
import { emptyDraft } from "./draft";
import { brokenLimit, closesDuration, firstModel, modelName, othersOf, roleOf, settle } from "./model-fit";

const plain = models[0] as ModelView;
const veo: ModelView = {
  ...plain,
  qualities: ["720P", "1080P"],
  durations: [4, 6, 8],
  limits: [
    { qualities: [], pictures: 1, durations: [8] },
    { qualities: ["1080P"], pictures: 0, durations: [8] },
  ],
  hints: [],
};
const one = [picture(1, "a.jpg")];

describe("coupled limits", () => {
  it.each([
    // quality, length, pictures, what was made, then quality, length and what was switched
    ["1080P", 4, 0, "quality", "1080P", 8, "duration"],
    ["1080P", 8, 0, "quality", "1080P", 8, null],
    ["1080P", null, 0, "quality", "1080P", null, null],
    ["720P", 4, 0, "quality", "720P", 4, null],
    [null, 4, 0, "duration", null, 4, null],
    ["1080P", 4, 0, "duration", "720P", 4, "quality"],
    ["720P", 4, 1, "pictures", "720P", 8, "duration"],
    ["1080P", 6, 1, "pictures", "1080P", 8, "duration"],
    // Pictures are never taken away, and a quality that does not help is not switched.
    ["1080P", 6, 1, "duration", "1080P", 6, null],
    [null, 6, 1, "duration", null, 6, null],
  ] as const)("%s, %s s, %s pictures, after %s", (quality, duration, count, made, q, d, switched) => {
    const draft = { ...emptyDraft, quality, duration, pictures: one.slice(0, count) };
    const settled = settle(draft, veo, made);
    expect(settled.draft).toEqual({ ...draft, quality: q, duration: d });
    expect(settled.switched?.choice ?? null).toBe(switched);
  });

  it("take the nearest length, and the longer of two as near", () => {
    const model = { ...veo, limits: [{ qualities: ["1080P"], pictures: 0, durations: [4, 8] }] };
    const of = (duration: number) =>
      settle({ ...emptyDraft, quality: "1080P", duration }, model, "quality").draft.duration;
    expect([of(5), of(6), of(7), of(15)]).toEqual([4, 8, 8, 8]);
  });

  it("leave the length to the service where two of them contradict each other", () => {
    const limits = [
      { qualities: ["1080P"], pictures: 0, durations: [4] },
      { qualities: [], pictures: 1, durations: [8] },
    ];
    const draft = { ...emptyDraft, quality: "1080P", duration: 6, pictures: one };
    expect(settle(draft, { ...veo, limits }, "quality").draft.duration).toBeNull();
  });

  it("go for the first quality that allows the length, or for none", () => {
    const limits = [{ qualities: ["720P", "1080P"], pictures: 0, durations: [8] }];
    const draft = { ...emptyDraft, quality: "1080P", duration: 4 };
    expect(settle(draft, { ...veo, limits }, "duration").draft.quality).toBeNull();
  });

  it("say nothing of a model that nobody knows", () => {
    const draft = { ...emptyDraft, quality: "1080P", duration: 4, pictures: one };
    expect(settle(draft, null, "quality")).toEqual({ draft, switched: null });
    expect(brokenLimit(draft, { ...veo, limits: [] })).toBeNull();
  });

  it("close a length only where they are sure and nothing else could give way", () => {
    const draft = { ...emptyDraft, quality: "1080P", pictures: one };
    expect(closesDuration(4, draft, veo)).toEqual(veo.limits[0]);
    expect(closesDuration(8, draft, veo)).toBeNull();
    expect(closesDuration(4, { ...draft, pictures: [] }, veo)).toBeNull();
    expect(closesDuration(4, draft, { ...veo, hints: ["limits"] })).toBeNull();
  });
});

describe("a typed name", () => {
  it.each([
    ["kling-9", "kling-9"],
    ["  wan-ai/wan3 \t", "wan-ai/wan3"],
    ["新模型", "新模型"],
    ["m".repeat(128), "m".repeat(128)],
  ])("is taken: %j", (typed, name) => expect(modelName(typed)).toBe(name));
  it.each(["", "   ", "a\u0000b", "a\tb", "a\nb", "veo\u202e3", "a\u200bb", "m".repeat(129)])(
    "is none: %j",
    (typed) => expect(modelName(typed)).toBeNull(),
  );
});

it("begins with the first model that the key may surely use", () => {
  const listed = (...says: ModelView["listed"][]) =>
    firstModel(says.map((one, at) => ({ ...plain, id: `m${at}`, listed: one })));
  expect(listed("no", "yes", "yes")).toBe("m1");
  expect(listed("no", "unknown")).toBe("m0");
  expect(listed("no", "no")).toBe("m0");
  expect(listed()).toBe("");
});

describe("what only other models take", () => {
  const other: ModelView = { ...veo, qualities: ["720P", "4K", "480P", "1280x720"], durations: [5, 8] };
  const all = [veo, other];
  const qualities = (model: ModelView | null) => othersOf(all, model, "qualities", (each) => each.qualities);

  it("is shown closed where the list is sure, in the form that the model writes", () => {
    expect(qualities({ ...veo, qualities: ["720P"] })).toEqual(["1080P", "480P"]);
    expect(othersOf(all, veo, "durations", (each) => each.durations)).toEqual([5]);
  });

  it("closes nothing where the list is a hint, unknown, or of a name that was typed", () => {
    expect(qualities({ ...veo, qualities: ["720P"], hints: ["qualities"] })).toEqual([]);
    expect(qualities({ ...veo, qualities: [] })).toEqual([]);
    expect(qualities(null)).toEqual([]);
  });
});

describe("what a picture is to a model", () => {
  const frames: ModelView = { ...plain, roles: ["first", "firstLast"] };
  const unknown: ModelView = { ...plain, roles: [] };
  const things: ModelView = { ...plain, roles: ["reference", "reference"] };
  it.each([
    [frames, 0, 1, "first"],
    [frames, 0, 2, "first"],
    [frames, 1, 2, "last"],
    [frames, 0, 3, null],
    [things, 1, 2, "reference"],
    [unknown, 0, 1, null],
    [null, 0, 1, null],
  ] as const)("goes by its place among all: case %#", (model, at, count, role) => {
    expect(roleOf(model, at, count)).toBe(role);
  });
});
