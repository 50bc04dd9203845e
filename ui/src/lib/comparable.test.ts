import { expect, it } from "vitest";
import { comparable } from "./comparable";

const clip = (id: string, prompt = id, missing = false) => ({ id, prompt, missing });
const ids = (groups: ReturnType<typeof comparable>) =>
  Object.fromEntries(Object.entries(groups).map(([name, all]) => [name, all.map((one) => one.id)]));

it("offers kin first, and each clip once", () => {
  const own = clip("own", "a heron");
  const family = {
    takes: [own, clip("take", "a heron")],
    thread: [clip("before"), own, clip("take", "a heron"), clip("after")],
  };
  const newest = [
    own,
    clip("take", "a heron"),
    clip("same", "a heron"),
    clip("new"),
    clip("lost", "x", true),
  ];
  expect(ids(comparable(own, family, newest))).toEqual({
    takes: ["take"],
    thread: ["before", "after"],
    same: ["same"],
    recent: ["new"],
  });
});

it("offers a few of the newest to a clip that stands alone, and nothing to one without words in common", () => {
  const many = Array.from({ length: 9 }, (_, at) => clip(`${at}`, ""));
  expect(ids(comparable(clip("own", ""), null, many))).toEqual({
    takes: [],
    thread: [],
    same: [],
    recent: ["0", "1", "2", "3", "4"],
  });
});
