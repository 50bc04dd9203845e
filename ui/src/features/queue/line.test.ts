import { describe, expect, it } from "vitest";
import { inLine } from "../../api/studio";
import type { JobView } from "../../api/types";
import { movedBefore, numberIn } from "./line";

const job = (id: string, state: JobView["state"] = "waiting") => ({ id, state }) as JobView;
const line = ["a", "b", "c"].map((id) => job(id));

describe("the line", () => {
  it("begins with the lowest card that waits", () => {
    const uploading = { ...job("u"), note: "uploading" } as JobView;
    const shown = [job("c"), job("x", "unclear"), job("b"), job("a"), uploading, job("m", "making")];
    expect(inLine(shown).map(({ id }) => id)).toEqual(["a", "b", "c"]);
  });

  it("numbers only what has somebody to wait with", () => {
    expect(["a", "b", "c", "m"].map((id) => numberIn(line, id))).toEqual([1, 2, 3, null]);
    expect(numberIn([job("a")], "a")).toBeNull();
  });

  it("lets a job take the place of the one that it was let go upon", () => {
    const table: [string, string, string | null | undefined][] = [
      ["a", "b", "c"],
      ["a", "c", null],
      ["c", "a", "a"],
      ["c", "b", "b"],
      ["b", "b", undefined],
      ["b", "m", undefined],
      ["m", "b", undefined],
    ];
    for (const [id, upon, before] of table) expect(movedBefore(line, id, upon)).toBe(before);
  });
});
