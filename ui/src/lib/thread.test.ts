import { expect, it } from "vitest";
import { goesOnFrom } from "./thread";

const picture = (name: string, source?: string) => ({
  name,
  cut: source ? { source: { name: source } } : null,
});

it.each([
  ["a frame of a clip", [picture("2026-11-23 heron.mp4 #73")], 73],
  ["a part of such a frame", [picture("part", "2026-11-23 heron.mp4 #120")], 120],
  ["a frame among others", [picture("heron.mp4 #2"), picture("sea.jpg")], 2],
  ["a picture of one's own", [picture("heron.jpg")], null],
  ["a frame that does not come first", [picture("sea.jpg"), picture("heron.mp4 #2")], null],
  ["none", [], null],
])("%s", (_, pictures, expected) => expect(goesOnFrom(pictures)).toBe(expected));
