import { describe, expect, it } from "vitest";
import { models, picture } from "../platform/fake-data";
import {
  draftOfClip,
  emptyDraft,
  fitToModel,
  refusalGroups,
  requestOf,
  restoreDraft,
  soundFrames,
  withOutcomes,
} from "./draft";
import { createDraftStore } from "./draft-store";

const of = (id: string) => models.find((model) => model.id === id) ?? null;

describe("a draft", () => {
  it("survives a new start in words and choices, and a reload with its pictures", () => {
    const one = createDraftStore(localStorage, sessionStorage);
    one.update((draft) => ({
      ...draft,
      prompt: "鹭",
      duration: 8,
      takes: 3,
      pictures: [picture(1, "a.jpg")],
    }));
    expect(createDraftStore(localStorage, sessionStorage).get()).toMatchObject({
      prompt: "鹭",
      duration: 8,
      takes: 3,
      pictures: [{ name: "a.jpg" }],
    });
    const later = createDraftStore(localStorage, null);
    expect([later.get().pictures, later.missing()]).toEqual([[], [picture(1, "a.jpg").id]]);
  });

  it("of a clip has its pictures whole, with the frames they were sent in", () => {
    const whole = { ...picture(1, "a.jpg"), id: "whole" };
    const cutTo = (id: string, x: number) => {
      const part = { x, y: 0, width: 90, height: 160 };
      return { ...whole, id, width: 90, height: 160, cut: { source: whole, part } };
    };
    const [first, second] = [cutTo("first", 10), cutTo("second", 20)];
    const other = { ...picture(2, "b.jpg"), id: "other" };
    const clip = { prompt: "A kite", model: "veo3", aspectRatio: "9:16", quality: null, duration: 8 };
    const draft = draftOfClip(emptyDraft, { ...clip, pictures: [first, other] });
    expect(draft.pictures.map(({ id }) => id)).toEqual(["whole", "other"]);
    expect(draft.frames).toEqual({ whole: { part: first.cut.part, cut: first } });
    expect(requestOf(draft, "veo3").pictures).toEqual(["first", "other"]);
    // A draft has one frame for each picture: the second part stays what it was.
    const both = draftOfClip(emptyDraft, { ...clip, pictures: [first, second] });
    expect(requestOf(both, "veo3").pictures).toEqual(["first", "second"]);
  });

  it("keeps frames that lie within their pictures, and no others", () => {
    const part = (x: number, width: number) => ({ x, y: 0, width, height: 10 });
    const parts = { a: part(0, 20), b: part(90, 20), c: part(-1, 5), d: part(0, 0), gone: part(0, 20) };
    const { frames } = restoreDraft(JSON.stringify({ parts }), null);
    const pictures = ["a", "b", "c", "d"].map((id) => ({ ...picture(1, id), id, width: 100, height: 10 }));
    expect(Object.keys(soundFrames(frames, pictures))).toEqual(["a"]);
  });

  it("asks for its pictures at a new start, and keeps asking until they are back", () => {
    const kept = JSON.stringify({ prompt: "p", pictures: ["a", 7, "b"] });
    localStorage.setItem("stillwake.draft", kept);
    expect(createDraftStore(localStorage, null).missing()).toEqual(["a", "b"]);
    expect(createDraftStore(localStorage, null).missing()).toEqual(["a", "b"]);
    const store = createDraftStore(localStorage, null);
    // Whoever writes before they are back loses none of them.
    store.update((draft) => ({ ...draft, prompt: "written on" }));
    expect(createDraftStore(localStorage, null).missing()).toEqual(["a", "b"]);
    store.update((draft) => ({ ...draft, pictures: [picture(1, "a.jpg")] }));
    store.looked();
    expect(createDraftStore(localStorage, null).missing()).toEqual([picture(1, "a.jpg").id]);
  });

  it.each(["", "{", "null", "[]", '{"takes":99,"prompt":7}', '{"duration":"8"}'])(
    "is empty rather than broken where %s was stored",
    (text) => {
      expect(restoreDraft(text, text)).toEqual(emptyDraft);
    },
  );

  it("takes a picture once and names every file that was refused", () => {
    const added = { type: "added" as const, picture: picture(1, "a.jpg") };
    const refused = [
      { type: "refused" as const, name: "b.pdf", why: "notAPicture" as const },
      { type: "refused" as const, name: "c", why: "folder" as const },
    ];
    const draft = withOutcomes(emptyDraft, [added, added, ...refused], 9);
    expect(draft.pictures).toHaveLength(1);
    expect(draft.refusals.map((refusal) => refusal.name)).toEqual(["b.pdf", "c"]);
    expect(new Set(draft.refusals.map((refusal) => refusal.id)).size).toBe(2);
  });

  it("takes as many pictures as one request has room for, however many drops there were", () => {
    const drop = (from: number, many: number) =>
      Array.from({ length: many }, (_, at) => ({
        type: "added" as const,
        picture: picture(from + at, `${from + at}.jpg`),
      }));
    const first = withOutcomes(emptyDraft, drop(1, 7), 9);
    const second = withOutcomes(first, [...drop(7, 1), ...drop(8, 4)], 9);
    expect(second.pictures.map((one) => one.name).at(-1)).toBe("9.jpg");
    expect(second.refusals.map(({ name, why }) => `${name} ${why}`)).toEqual([
      "10.jpg tooMany",
      "11.jpg tooMany",
    ]);
  });

  it("tells what was not taken by its reason", () => {
    const refused = (name: string, why: "tooMany" | "folder") => ({ type: "refused" as const, name, why });
    const all = [refused("a", "tooMany"), refused("b", "folder"), refused("c", "tooMany")];
    const groups = refusalGroups(withOutcomes(emptyDraft, all, 9).refusals);
    expect(groups.map(({ why, all: many }) => [why, many.map((one) => one.name)])).toEqual([
      ["tooMany", ["a", "c"]],
      ["folder", ["b"]],
    ]);
  });
});

describe("switching models", () => {
  const draft = { ...emptyDraft, aspectRatio: "1:1", quality: "1080P", duration: 8 };
  it("keeps what still applies and names the rest", () => {
    const { draft: next, dropped } = fitToModel(draft, of("veo3.1-components"), "veo3.1-components");
    expect(next).toMatchObject({ aspectRatio: null, quality: "1080P", duration: 8 });
    expect(dropped).toEqual(["shape"]);
  });
  it("keeps everything for a name that nobody knows", () => {
    expect(fitToModel(draft, null, "new-model")).toEqual({
      draft: { ...draft, model: "new-model" },
      dropped: [],
    });
  });
});

it("asks for what the draft says, with the picture's ids in order", () => {
  const draft = { ...emptyDraft, prompt: "p", pictures: [picture(4, "x"), picture(2, "y")] };
  expect(requestOf(draft, "veo3")).toEqual({
    model: "veo3",
    prompt: "p",
    aspectRatio: null,
    quality: null,
    duration: null,
    pictures: ["picture-4", "picture-2"],
    takes: 1,
    first: false,
  });
});
