import { describe, expect, it } from "vitest";
import { clip, noFilter } from "../platform/fake-data";
import type { ClipView } from "../platform/types";
import {
  type ClipList,
  clipsOf,
  firstPage,
  staleAt,
  withChanged,
  withNext,
  withPageAnew,
} from "./clip-pages";
import { WHOLE_AROUND, withoutFar } from "./far-clips";
import { isFar } from "./place";

const PAGE = 100;

const clipsFrom = (first: number): ClipView[] =>
  Array.from({ length: PAGE }, (_, at) => ({ ...clip(first + at), collections: ["c"], favourite: true }));

/** So many pages of a hundred, as they were read. */
function read(pages: number): ClipList {
  const next = (page: number) => (page < pages ? String(page) : null);
  let list = firstPage({ filter: noFilter, sort: "newest" }, { clips: clipsFrom(0), next: next(1) }, 1);
  for (let page = 1; page < pages; page += 1)
    list = withNext(list, String(page), { clips: clipsFrom(page * PAGE), next: next(page + 1) }, 1);
  return list;
}
const view = { from: 6_000, to: 6_040 };

describe("clips that are far from what is looked at", () => {
  it("are known by their place on the wall and by what a selection asks", () => {
    const list = withoutFar(read(100), view);
    const all = clipsOf(list);
    const whole = clipsOf(read(100));
    expect(all.map(({ id, width, height }) => [id, width, height])).toEqual(
      whole.map(({ id, width, height }) => [id, width, height]),
    );
    for (const [at, one] of all.entries()) {
      const far = at >= PAGE && (at < view.from - WHOLE_AROUND || at >= view.to + WHOLE_AROUND + PAGE);
      if (far) expect(isFar(one), `clip ${at}`).toBe(true);
      expect([one.favourite, one.collections, one.missing, one.trashed]).toEqual([true, ["c"], false, false]);
    }
    expect(all.filter((one) => !isFar(one)).length).toBeLessThan(2 * WHOLE_AROUND + 5 * PAGE);
  });

  it("stay whole in a library of some thousand, and where one looks about", () => {
    const small = read(17);
    expect(withoutFar(small, { from: 0, to: 40 })).toBe(small);
    const list = withoutFar(read(100), view);
    // A little further on nothing is let go of anew.
    expect(withoutFar(list, { from: view.from + 150, to: view.to + 150 })).toBe(list);
    for (const at of [0, 99, view.from - WHOLE_AROUND + PAGE, view.from, view.to + WHOLE_AROUND - 1])
      expect(isFar(clipsOf(list)[at] as ClipView), `clip ${at}`).toBe(false);
  });

  it("are read anew as one comes near, and only those", () => {
    const list = withoutFar(read(100), view);
    expect(staleAt(list, 1, view)).toBe(-1);
    const back = { from: 2_010, to: 2_050 };
    const at = staleAt(list, 1, back);
    expect(at).toBe(20);
    const anew = withPageAnew(
      list,
      at,
      { clips: clipsFrom(2_000).concat(clipsFrom(2_100).slice(0, 20)), next: "x" },
      1,
    );
    expect(staleAt(anew, 1, back)).toBe(-1);
    expect(clipsOf(anew).map(({ id }) => id)).toEqual(clipsOf(list).map(({ id }) => id));
    expect(clipsOf(anew).slice(2_000, 2_100).some(isFar)).toBe(false);
    expect(isFar(clipsOf(anew)[2_100] as ClipView)).toBe(true);
  });

  it("are changed and leave with those that are selected", () => {
    const list = withoutFar(read(100), view);
    const ids = new Set(["clip-150", "clip-6000", "clip-9999"]);
    const marked = withChanged(list, ids, (one) => ({ ...one, favourite: false }));
    expect(
      clipsOf(marked)
        .filter((one) => !one.favourite)
        .map(({ id }) => id),
    ).toEqual([...ids]);
    // Neither what is far nor what is near becomes the other by that.
    expect(clipsOf(marked).map(isFar)).toEqual(clipsOf(list).map(isFar));
    expect(clipsOf(marked)[150]).toMatchObject({
      prompt: "",
      pictures: [],
      posterUrl: "",
      collections: ["c"],
    });
    expect(clipsOf(withChanged(list, ids, () => null))).toHaveLength(10_000 - 3);
  });
});
