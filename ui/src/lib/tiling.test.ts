import { describe, expect, it } from "vitest";
import { fitInto, tile } from "./tiling";

const room = (width: number, height: number, least = 100) => ({ width, height, gap: 10, caption: 40, least });

describe("tiles", () => {
  it.each([
    ["two wide ones in a wide room", [16 / 9, 16 / 9], room(1010, 600), { columns: 2, height: 281 }],
    [
      "four wide ones make a square",
      [16 / 9, 16 / 9, 16 / 9, 16 / 9],
      room(900, 500),
      { columns: 2, height: 205 },
    ],
    [
      "four tall ones stand in a row",
      [9 / 16, 9 / 16, 9 / 16, 9 / 16],
      room(900, 400),
      { columns: 4, height: 360 },
    ],
    ["a wide and a tall one", [16 / 9, 9 / 16], room(800, 400), { columns: 2, height: 337 }],
    ["two wide ones in a narrow room", [16 / 9, 16 / 9], room(400, 600), { columns: 1, height: 225 }],
    ["one alone", [1], room(300, 640), { columns: 1, height: 300 }],
    ["no room at all", [1, 1], room(20, 20), { columns: 1, height: 0 }],
    [
      "tall ones that would be too narrow for their words",
      Array(4).fill(9 / 16),
      room(700, 300, 180),
      { columns: 2, height: 105 },
    ],
  ])("%s", (_, ratios, of, expected) => expect(tile(ratios, of)).toEqual(expected));
});

it("is as large as one shape can be", () => {
  expect(fitInto(2, room(400, 600))).toEqual({ width: 400, height: 200 });
  expect(fitInto(0.5, room(400, 240))).toEqual({ width: 100, height: 200 });
  expect(fitInto(1, room(400, 20))).toEqual({ width: 0, height: 0 });
});
