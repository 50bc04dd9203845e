import { describe, expect, it } from "vitest";
import { clip, noFilter } from "../platform/fake-data";
import type { ClipPage } from "../platform/types";
import {
  type ClipList,
  clipsOf,
  FIRST_PAGE,
  firstPage,
  LARGEST_PAGE,
  nextSize,
  type Question,
  sizeOf,
  staleAt,
  withChanged,
  withNext,
  withPageAnew,
} from "./clip-pages";

const question: Question = { filter: noFilter, sort: "newest" };

/** The core's way: what comes after a place in the order, whether or not what stood there is still there. */
function library(numbers: number[]) {
  const all = [...numbers].sort((a, b) => a - b);
  const page = (after: string | null, limit: number): ClipPage => {
    const from = after === null ? Number.NEGATIVE_INFINITY : Number(after);
    const rest = all.filter((number) => number > from);
    const clips = rest.slice(0, limit).map((number) => clip(number));
    return { clips, next: rest.length > limit ? String(rest[limit - 1]) : null };
  };
  return page;
}
const numbers = (list: ClipList) => clipsOf(list).map(({ id }) => Number(id.replace("clip-", "")));
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at);
const without = (all: number[], ...gone: number[]) => all.filter((one) => !gone.includes(one));

/** Everything that was read of a library, in pages of ten. */
function read(of: number[], pages: number): ClipList {
  const ask = library(of);
  let list = firstPage(question, ask(null, 10), 1);
  for (let more = 1; more < pages && list.next !== null; more += 1)
    list = withNext(list, list.next, ask(list.next, 10), 1);
  return list;
}

/** Reads anew what is stale, as the page does. */
function freshened(list: ClipList, now: number[], inView: { from: number; to: number }, most = 50) {
  const ask = library(now);
  let fresh = list;
  let asked = 0;
  for (let at = staleAt(fresh, 2, inView); at >= 0; at = staleAt(fresh, 2, inView)) {
    const page = fresh.pages[at];
    if (!page || asked >= most) break;
    asked += 1;
    fresh = withPageAnew(fresh, at, ask(page.after, at < fresh.pages.length - 1 ? 20 : 10), 2);
  }
  return { list: fresh, asked };
}
const everything = { from: 0, to: 10_000 };

describe("a list that is read page by page", () => {
  it("is the library, whatever came and went since", () => {
    const was = range(101, 160);
    const cases: [string, number[]][] = [
      ["nothing", was],
      ["one at the top", [1, ...was]],
      ["one in the middle", [...was, 115.5]],
      ["behind the last of a page", [...was, 110.5]],
      ["before the first of a page", [...was, 120.2, 120.4]],
      ["the last of a page gone", without(was, 110)],
      ["the first of a page gone", without(was, 111)],
      ["a whole page gone", without(was, ...range(111, 120))],
      ["two pages gone", without(was, ...range(111, 130))],
      ["the end gone", without(was, ...range(121, 160))],
      ["all gone", []],
      ["many at the top", [...range(1, 90), ...was]],
      ["many in the middle", [...was, ...range(1, 70).map((n) => 115 + n / 100)]],
    ];
    for (const [what, now] of cases) {
      const { list } = freshened(read(was, 4), now, everything);
      const ordered = [...now].sort((a, b) => a - b);
      const known = numbers(list);
      expect(known, what).toEqual(ordered.slice(0, known.length));
      // Whatever is not read yet can still be reached.
      if (known.length < ordered.length) expect(list.next, what).not.toBeNull();
      else expect(list.next, what).toBeNull();
    }
  });

  it("brings a clip back that was the last of its page", () => {
    const was = range(101, 160);
    const gone = freshened(read(was, 4), without(was, 120), everything).list;
    const { list } = freshened(
      { ...gone, pages: gone.pages.map((p) => ({ ...p, read: 1 })) },
      was,
      everything,
    );
    expect(numbers(list)).toEqual(range(101, 140));
  });

  it("reads only the first page and those in view anew", () => {
    const was = range(1001, 1600);
    const { list, asked } = freshened(read(was, 40), [1, ...was], { from: 205, to: 225 });
    expect(asked).toBe(4);
    expect(numbers(list)).toEqual([1, ...range(1001, 1400)]);
  });

  it("does not take an answer about an end that is not the end any more", () => {
    const list = read(range(1, 40), 2);
    const longer = withNext(list, "20", library(range(1, 40))("20", 10), 1);
    expect(withNext(longer, "20", library(range(1, 40))("20", 10), 1)).toBe(longer);
    expect(numbers(longer)).toEqual(range(1, 30));
  });
});

describe("a change that is told to the list", () => {
  const list = read(range(1, 40), 4);
  it("takes clips out, and pages with them, and touches nothing else", () => {
    const gone = new Set([...range(11, 20), 31].map((number) => `clip-${number}`));
    const next = withChanged(list, gone, () => null);
    expect(numbers(next)).toEqual(without(range(1, 40), ...range(11, 20), 31));
    expect(next.pages).toHaveLength(3);
    expect(next.pages[0]).toBe(list.pages[0]);
    expect(withChanged(list, new Set(["clip-900"]), () => null)).toBe(list);
  });
  it("says it of the clips that stay", () => {
    const next = withChanged(list, new Set(["clip-12"]), (one) => ({ ...one, favourite: true }));
    expect(
      clipsOf(next).filter(({ favourite }, at) => favourite !== clipsOf(list)[at]?.favourite),
    ).toHaveLength(1);
    expect(numbers(next)).toEqual(range(1, 40));
  });
});

it("is read in larger pages further down, each of which meets the one that follows when it is read anew", () => {
  const ask = library(range(1, 6_000));
  let list = firstPage(question, ask(null, FIRST_PAGE), 1);
  while (list.next !== null) list = withNext(list, list.next, ask(list.next, nextSize(list)), 1);
  expect(numbers(list)).toEqual(range(1, 6_000));
  const sizes = list.pages.map(({ clips }) => clips.length);
  expect(sizes[1]).toBeLessThan(sizes.at(-2) ?? 0);
  for (const [at, page] of list.pages.entries()) {
    const size = sizeOf(list, at);
    expect(size).toBeLessThanOrEqual(LARGEST_PAGE);
    if (at < list.pages.length - 1) expect(size, `page ${at}`).toBeGreaterThan(page.clips.length);
    list = withPageAnew(list, at, ask(page.after, size), 2);
  }
  expect(list.pages.map(({ clips }) => clips.length)).toEqual(sizes);
  expect(numbers(list)).toEqual(range(1, 6_000));
});
