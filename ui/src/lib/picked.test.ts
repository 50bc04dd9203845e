import { expect, it } from "vitest";
import { nextAfter, nothingPicked, pickedAll, sameIds, stretched, toggled, without } from "./picked";

const order = ["a", "b", "c", "d", "e", "f"];
const ids = ({ ids: all }: { ids: ReadonlySet<string> }) => [...all].sort();

it("picks one by one, and takes them back", () => {
  const two = toggled(toggled(nothingPicked, "b"), "e");
  expect(ids(two)).toEqual(["b", "e"]);
  expect(ids(toggled(two, "b"))).toEqual(["e"]);
});

it("stretches from the last one that was picked, either way, and lets go of what it no longer reaches", () => {
  const two = toggled(toggled(nothingPicked, "a"), "d");
  const far = stretched(two, order, "a", "f");
  expect(ids(far)).toEqual(["a", "d", "e", "f"]);
  expect(ids(stretched(far, order, "f", "e"))).toEqual(["a", "d", "e"]);
  expect(ids(stretched(far, order, "f", "b"))).toEqual(["a", "b", "c", "d"]);
});

it("begins where the focus is as long as nothing was picked, or where the beginning is gone", () => {
  expect(ids(stretched(nothingPicked, order, "b", "d"))).toEqual(["b", "c", "d"]);
  expect(ids(stretched(toggled(nothingPicked, "gone"), order, "b", "c"))).toEqual(["b", "c", "gone"]);
  expect(ids(stretched(nothingPicked, order, "gone", "d"))).toEqual(["d"]);
});

it("forgets what is gone, and stays the same where nothing is", () => {
  const all = pickedAll(order);
  expect(ids(without(all, new Set(["a", "f", "x"])))).toEqual(["b", "c", "d", "e"]);
  expect(without(all, new Set(["x"]))).toBe(all);
});

it("knows the same when it sees it", () => {
  expect(sameIds(new Set(["a", "b"]), new Set(["b", "a"]))).toBe(true);
  expect(sameIds(new Set(["a", "b"]), new Set(["a", "c"]))).toBe(false);
  expect(sameIds(new Set(["a"]), new Set(["a", "b"]))).toBe(false);
});

it("leads the focus to the next that stays, and back at the end", () => {
  expect(nextAfter(order, 1, new Set(["b", "c"]))).toBe("d");
  expect(nextAfter(order, 5, new Set(["f", "e"]))).toBe("d");
  expect(nextAfter(order, 0, new Set(order))).toBeUndefined();
});
