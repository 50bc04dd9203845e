import { describe, expect, it } from "vitest";
import { hang } from "./hang";
import {
  arrivals,
  clipsIn,
  heightOfWall,
  justify,
  keepInView,
  type Row,
  rowOf,
  rowsBetween,
  stepFar,
  stepRow,
  targetRow,
} from "./justify";

/** Even numbers between 0 and 1, the same every time. */
function dice(seed: number) {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}
const shapes = [16 / 9, 9 / 16, 1, 0.5, 2.4, 4 / 3];
const right = (row: Row) => {
  const last = row.boxes.at(-1);
  return last ? last.left + last.width : 0;
};

describe("a wall of clips", () => {
  it("fills every row but the last to the pixel, in order, for any mix and width", () => {
    for (let seed = 1; seed <= 400; seed += 1) {
      const roll = dice(seed);
      const count = Math.floor(roll() * 90);
      const ratios = Array.from({ length: count }, () => shapes[Math.floor(roll() * shapes.length)] ?? 1);
      const measure = {
        width: 240 + Math.floor(roll() * 3600),
        gap: 8,
        target: 176 + Math.floor(roll() * 96),
      };
      const rows = justify(ratios, measure);
      const told = JSON.stringify({ seed, ...measure });

      expect(
        rows.flatMap((row) => row.boxes.map((_, at) => row.first + at)),
        told,
      ).toEqual(ratios.map((_, i) => i));
      let top = 0;
      for (const row of rows) {
        expect(row.top, told).toBe(top);
        top += row.height + measure.gap;
        row.boxes.forEach((box, at) => {
          const before = row.boxes[at - 1];
          const gap = before ? box.left - before.left - before.width : measure.gap;
          expect(Math.abs(gap - measure.gap), told).toBeLessThanOrEqual(1);
          // Nothing is cut: a box has the shape of its clip, apart from the rounding of its edges.
          const ratio = ratios[row.first + at] ?? 1;
          expect(Math.abs(box.width - ratio * row.height), told).toBeLessThanOrEqual(1 + ratio);
        });
      }
      for (const row of rows.slice(0, -1))
        expect(Math.abs(right(row) - measure.width), told).toBeLessThanOrEqual(1);
      const last = rows.at(-1);
      if (last) expect(last.height, told).toBeLessThanOrEqual(measure.target * 2);
    }
  });

  it("comes near to the height that is wanted", () => {
    const wide = justify(Array(40).fill(16 / 9), { width: 1200, gap: 8, target: 220 });
    for (const row of wide) expect(Math.abs(row.height - 220)).toBeLessThan(30);
  });

  it("does not stretch the last row", () => {
    const [only] = justify([9 / 16, 9 / 16], { width: 1200, gap: 8, target: 200 });
    expect(only?.height).toBe(200);
    expect(only?.boxes.map(({ width }) => width)).toEqual([113, 112]);
  });

  it("never grows earlier rows when more clips follow", () => {
    const roll = dice(7);
    const ratios = Array.from({ length: 120 }, () => shapes[Math.floor(roll() * shapes.length)] ?? 1);
    const measure = { width: 924, gap: 8, target: 220 };
    const first = justify(ratios.slice(0, 60), measure).slice(0, -1);
    expect(justify(ratios, measure).slice(0, first.length)).toEqual(first);
  });

  it("gives a panorama a row of its own where there is no more room", () => {
    const rows = justify([2.4, 2.4, 2.4], { width: 400, gap: 8, target: 176 });
    expect(rows.map(({ boxes }) => boxes.length)).toEqual([1, 1, 1]);
    expect(rows[0]?.boxes[0]?.width).toBe(400);
  });

  it("has no height without clips, and ends below its last row", () => {
    expect(heightOfWall(justify([], { width: 800, gap: 8, target: 200 }))).toBe(0);
    expect(heightOfWall(justify([1], { width: 800, gap: 8, target: 200 }))).toBe(200);
  });

  it("takes its rows between the least and the most", () => {
    expect([400, 900, 4000].map((width) => targetRow(width, 176, 272))).toEqual([176, 225, 272]);
  });
});

describe("a wall that is hung anew", () => {
  const measure = { width: 924, gap: 8, target: 220 };
  const mix = (seed: number, count: number) => {
    const roll = dice(seed);
    return Array.from({ length: count }, () => shapes[Math.floor(roll() * shapes.length)] ?? 1);
  };

  it("is what it would be if it had never hung before, whatever came, went, or changed", () => {
    for (let seed = 1; seed <= 300; seed += 1) {
      const roll = dice(seed);
      const before = mix(seed, Math.floor(roll() * 80));
      const cut = Math.floor(roll() * (before.length + 1));
      const gone = roll() < 0.5 ? 0 : Math.floor(roll() * 5);
      const after = [
        ...before.slice(0, cut),
        ...mix(seed + 1000, Math.floor(roll() * 6)),
        ...before.slice(cut + gone),
      ];
      const hung = hang(after, measure, hang(before, measure, null));
      expect(hung.rows, String(seed)).toEqual(justify(after, measure));
    }
  });

  it("leaves a row that is held, and those below it, as they are, and fills those above", () => {
    let ragged = 0;
    for (let seed = 1; seed <= 400; seed += 1) {
      const roll = dice(seed);
      const before = hang(mix(seed, 30 + Math.floor(roll() * 80)), measure, null);
      const row = before.rows[1 + Math.floor(roll() * (before.rows.length - 2))];
      if (!row) continue;
      const gone = Math.floor(roll() * 3);
      const cut = Math.floor(roll() * Math.max(1, row.first - gone));
      const come = mix(seed + 5000, Math.floor(roll() * 5));
      const after = [...before.ratios.slice(0, cut), ...come, ...before.ratios.slice(cut + gone)];
      const to = row.first + come.length - gone;
      const told = JSON.stringify({ seed, cut, gone, come: come.length, from: row.first });
      const hung = hang(after, measure, before, { from: row.first, to });

      expect(
        hung.rows.flatMap(({ first, boxes }) => boxes.map((_, at) => first + at)),
        told,
      ).toEqual(after.map((_, at) => at));
      const at = rowOf(hung.rows, to);
      const down = (hung.rows[at]?.top ?? 0) - row.top;
      const below = before.rows.slice(before.rows.indexOf(row), -1);
      expect(hung.rows.slice(at, at + below.length), told).toEqual(
        below.map((one) => ({ ...one, first: one.first + to - row.first, top: one.top + down })),
      );
      hung.rows.slice(0, -1).forEach((one, index) => {
        const next = hung.rows[index + 1];
        expect(next?.top, told).toBe(one.top + one.height + measure.gap);
        expect(one.height / measure.target, told).toBeLessThan(2);
        expect(one.height / measure.target, told).toBeGreaterThan(0.5);
        if (right(one) !== measure.width) ragged += 1;
      });
    }
    // Only where there is not enough for a single row.
    expect(ragged).toBeLessThan(60);
  });

  it("touches no row above where something changed", () => {
    const before = hang(mix(3, 100_000), measure, null);
    const next = hang([...before.ratios, ...mix(4, 120)], measure, before);
    const anew = next.rows.filter((row, at) => row !== before.rows[at]);
    expect(next.rows.length).toBeGreaterThan(20_000);
    expect(anew.length).toBeLessThan(60);
    expect(hang(before.ratios, { ...measure, width: 900 }, before).rows[0]).not.toBe(before.rows[0]);
  });
});

describe("a part of the wall", () => {
  const rows = justify(Array(12).fill(1), { width: 424, gap: 8, target: 100 });
  it("is made of the rows that reach into it", () => {
    const firsts = (top: number, bottom: number) => rowsBetween(rows, top, bottom).map(({ first }) => first);
    expect(rows.map(({ top, height }) => [top, height])).toEqual([
      [0, 100],
      [108, 100],
      [216, 100],
    ]);
    expect(firsts(0, 500)).toEqual([0, 4, 8]);
    expect(firsts(100, 108)).toEqual([]);
    expect(firsts(99, 109)).toEqual([0, 4]);
    expect(firsts(-50, 1)).toEqual([0]);
    expect(firsts(500, 900)).toEqual([]);
    expect(rowsBetween([], 0, 100)).toEqual([]);
  });
  it("has the clips that it touches", () => {
    expect(clipsIn(rows, { left: 90, top: 90, right: 120, bottom: 120 })).toEqual([0, 1, 4, 5]);
    expect(clipsIn(rows, { left: 101, top: 0, right: 107, bottom: 300 })).toEqual([]);
    expect(clipsIn(rows, { left: 0, top: 0, right: 424, bottom: 320 })).toHaveLength(12);
  });
});

describe("walking", () => {
  const rows = justify([1, 1, 1, 1, 2, 2, 1], { width: 424, gap: 8, target: 100 });
  it("goes to the clip whose middle is nearest, and stays at the edges", () => {
    expect(rows.map(({ first }) => first)).toEqual([0, 4, 6]);
    expect(stepRow(rows, 1, 1)).toBe(4);
    expect(stepRow(rows, 3, 1)).toBe(5);
    expect(stepRow(rows, 5, 1)).toBe(6);
    expect(stepRow(rows, 4, -1)).toBe(0);
    expect(stepRow(rows, 0, -1)).toBe(0);
    expect(stepRow(rows, 6, 1)).toBe(6);
  });
  it("goes far by what lies there, and at least one row", () => {
    const high = justify(Array(40).fill(1), { width: 208, gap: 8, target: 100 });
    expect(stepFar(high, 1, 330)).toBe(7);
    expect(stepFar(high, 1, 20)).toBe(3);
    expect(stepFar(high, 20, -330)).toBe(14);
    expect(stepFar(high, 20, -20)).toBe(18);
    expect(stepFar(high, 2, -900)).toBe(0);
    expect(stepFar(high, 36, 900)).toBe(38);
    expect(stepFar(high, 39, 900)).toBe(39);
    expect(stepFar([], 0, 900)).toBe(0);
  });
  it("finds a clip's row", () => {
    expect([0, 3, 4, 6, 9].map((index) => rowOf(rows, index))).toEqual([0, 0, 1, 2, -1]);
  });
});

describe("keeping what one looks at", () => {
  const hang = (...ids: string[]) => ({
    ids,
    rows: justify(Array(ids.length).fill(1), { width: 208, gap: 8, target: 100 }),
  });
  const before = hang("a", "b", "c", "d", "e", "f");
  it("follows the first clip in view", () => {
    const after = hang("new", "newer", ...before.ids);
    expect(keepInView(before, after, { top: 110, height: 200 }, null)).toBe(108);
  });
  it("follows the preferred clip where it is in view", () => {
    const after = hang("new", ...before.ids);
    expect(keepInView(before, after, { top: 110, height: 200 }, "d")).toBe(108);
    expect(keepInView(before, after, { top: 110, height: 200 }, null)).toBe(0);
  });
  it("goes on to the next where the clip itself is gone", () => {
    const after = hang("a", "b", "d", "e", "f");
    expect(keepInView(before, after, { top: 110, height: 100 }, "c")).toBe(0);
  });
  it("holds nothing at the top", () => {
    expect(keepInView(before, hang("new", "newer", ...before.ids), { top: 0, height: 200 }, null)).toBe(0);
  });
  it("holds nothing where nothing is left", () => {
    expect(keepInView(before, hang(), { top: 110, height: 200 }, null)).toBe(0);
  });
});

it("tells arrivals from the next page", () => {
  expect([...arrivals(["a", "b"], ["new", "a", "back", "b", "c", "d"])]).toEqual(["new", "back"]);
  expect([...arrivals([], ["a", "b"])]).toEqual([]);
  expect([...arrivals(["a"], [])]).toEqual([]);
});
