import { describe, expect, it } from "vitest";
import {
  LEAST_SIDE,
  largest,
  mostZoom,
  moved,
  nearestShape,
  refitted,
  sameShape,
  shareOf,
  zoomed,
  zoomOf,
} from "./crop";

const pictures = [
  { width: 2048, height: 1365 },
  { width: 1365, height: 2048 },
  { width: 900, height: 900 },
  { width: 2048, height: 300 },
  { width: 40, height: 2048 },
  { width: 1, height: 1 },
];
const ratios = [16 / 9, 9 / 16, 1, 4 / 3, 21 / 9];

describe("a frame", () => {
  it("is as large as the picture allows, and lies in the middle", () => {
    expect(largest({ width: 1600, height: 1000 }, 16 / 9)).toEqual({ x: 0, y: 50, width: 1600, height: 900 });
    expect(largest({ width: 1000, height: 1600 }, 1)).toEqual({ x: 0, y: 300, width: 1000, height: 1000 });
  });

  it("never leaves the picture and keeps its shape, wherever it is moved and however it is zoomed", () => {
    for (const picture of pictures)
      for (const ratio of ratios) {
        let part = largest(picture, ratio);
        for (const [x, y, zoom] of [
          [500, -9000, 1.5],
          [-70, 30, 99],
          [9000, 9000, 0.2],
          [-3, -4, 2],
        ] as const) {
          part = zoomed(picture, moved(picture, part, x, y), ratio, zoom);
          const where = JSON.stringify({ picture, ratio, part });
          expect(Number.isInteger(part.x) && Number.isInteger(part.y), where).toBe(true);
          expect(part.x >= 0 && part.x + part.width <= picture.width, where).toBe(true);
          expect(part.y >= 0 && part.y + part.height <= picture.height, where).toBe(true);
          const ideal = Math.min(part.width, part.height) < 60 ? null : part.width / part.height;
          if (ideal) expect(sameShape(ideal, ratio), where).toBe(true);
        }
      }
  });

  it("comes no closer than a service can use, and no closer than it already is in a small picture", () => {
    const photo = { width: 2048, height: 1152 };
    const near = zoomed(photo, largest(photo, 16 / 9), 16 / 9, 1000);
    expect(near.height).toBe(LEAST_SIDE);
    expect(zoomOf(photo, near, 16 / 9)).toBeCloseTo(mostZoom(photo, 16 / 9), 1);
    expect(mostZoom({ width: 200, height: 200 }, 1)).toBe(1);
  });

  it("keeps its middle where it is zoomed or put into another shape", () => {
    const photo = { width: 2000, height: 1000 };
    const part = moved(photo, zoomed(photo, largest(photo, 1), 1, 2), 300, 0);
    const middle = part.x + part.width / 2;
    const closer = zoomed(photo, part, 1, 3);
    expect(Math.abs(closer.x + closer.width / 2 - middle)).toBeLessThanOrEqual(1);
    const tall = refitted(photo, part, 9 / 16);
    expect(Math.abs(tall.x + tall.width / 2 - middle)).toBeLessThanOrEqual(1);
    expect(tall.height).toBe(1000);
  });

  it("says how much of the picture it shows", () => {
    expect(shareOf({ width: 200, height: 100 }, { x: 0, y: 0, width: 100, height: 100 })).toBe(0.5);
  });
});

describe("the nearest shape", () => {
  const shapes = [
    { name: "16:9", ratio: 16 / 9 },
    { name: "9:16", ratio: 9 / 16 },
    { name: "1:1", ratio: 1 },
  ];
  it("is the one that cuts least", () => {
    expect(nearestShape({ width: 3, height: 2 }, shapes)).toBe("16:9");
    expect(nearestShape({ width: 5, height: 4 }, shapes)).toBe("1:1");
    expect(nearestShape({ width: 4, height: 5 }, shapes)).toBe("1:1");
    expect(nearestShape({ width: 2, height: 3 }, shapes)).toBe("9:16");
    expect(nearestShape({ width: 2, height: 3 }, [])).toBeNull();
  });
});
