import { describe, expect, it } from "vitest";
import { clampFrame, frameAt, timeOfFrame } from "./frames";

describe.each([
  { fps: 24, frames: 120 },
  { fps: 25, frames: 200 },
  { fps: 30, frames: 240 },
  { fps: 24000 / 1001, frames: 191 },
  { fps: 59.94, frames: 600 },
])("at $fps frames a second", (reel) => {
  const all = Array.from({ length: reel.frames }, (_, frame) => frame);

  it("finds every frame again from the middle of it", () => {
    expect(all.map((frame) => frameAt(timeOfFrame(frame, reel), reel))).toEqual(all);
  });

  it("counts a frame from its own first moment, however the decoder rounds it", () => {
    expect(all.map((frame) => frameAt(frame / reel.fps, reel))).toEqual(all);
    expect(all.map((frame) => frameAt(Math.floor((frame / reel.fps) * 1e4) / 1e4, reel))).toEqual(all);
  });
});

it("stays inside the clip", () => {
  const reel = { fps: 24, frames: 120 };
  expect(frameAt(99, reel)).toBe(119);
  expect(frameAt(-1, reel)).toBe(0);
  expect(frameAt(Number.NaN, reel)).toBe(0);
  expect(clampFrame(-3, reel)).toBe(0);
  expect(clampFrame(3, { fps: 24, frames: 0 })).toBe(0);
  expect(timeOfFrame(500, reel)).toBeCloseTo(119.5 / 24);
});
