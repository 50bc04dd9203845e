import { describe, expect, it } from "vitest";
import { atEndOf, withFirst, within, withLast } from "./range";

describe("the marks", () => {
  it.each([
    ["a beginning alone reaches to the end", withFirst(null, 10, 100), { first: 10, last: 99 }],
    ["an end alone reaches from the start", withLast(null, 20, 100), { first: 0, last: 20 }],
    ["a beginning keeps the end", withFirst({ first: 0, last: 20 }, 10, 100), { first: 10, last: 20 }],
    ["a beginning behind the end", withFirst({ first: 0, last: 20 }, 30, 100), { first: 30, last: 99 }],
    ["an end before the beginning", withLast({ first: 50, last: 60 }, 30, 100), { first: 0, last: 30 }],
    ["one frame is a range", withLast({ first: 30, last: 60 }, 30, 100), { first: 30, last: 30 }],
    ["the whole is none", withFirst({ first: 5, last: 99 }, 0, 100), null],
    ["the whole is none, from the other side", withLast(null, 99, 100), null],
    ["fewer frames than were thought", within({ first: 10, last: 99 }, 50), { first: 10, last: 49 }],
    ["fewer frames than its beginning", within({ first: 70, last: 99 }, 50), { first: 49, last: 49 }],
    ["none stays none", within(null, 50), null],
  ])("%s", (_, range, expected) => expect(range).toEqual(expected));
});

describe("at the end of the marks", () => {
  const range = { first: 10, last: 20 };
  it.each([
    ["inside", range, true, 15, 16, "on"],
    ["on the last frame", range, true, 19, 20, "on"],
    ["behind it, looping", range, true, 20, 21, "round"],
    ["far behind it, looping", range, true, 60, 61, "round"],
    ["behind it, once", range, false, 20, 21, "stop"],
    ["behind it, where it did not play in it", range, false, 40, 41, "on"],
    ["before it", range, true, 3, 4, "on"],
    ["no marks", null, true, 98, 99, "on"],
  ] as const)("%s", (_, of, loop, before, now, expected) =>
    expect(atEndOf(of, loop, before, now)).toBe(expected),
  );
});
