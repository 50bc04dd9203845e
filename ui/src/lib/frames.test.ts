import { describe, expect, it, vi } from "vitest";
import { clampFrame, createFrameClock, frameAt, frameUnder, startOfFrame, timeOfFrame } from "./frames";

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

it("tells the time at which a frame begins", () => {
  const reel = { fps: 24, frames: 120 };
  expect(startOfFrame(0, reel)).toBe(0);
  expect(startOfFrame(24, reel)).toBe(1);
  expect(startOfFrame(500, reel)).toBeCloseTo(119 / 24);
  expect(startOfFrame(3, { fps: 0, frames: 10 })).toBe(0);
});

it("finds the frame under the pointer, from the first to the last", () => {
  const reel = { fps: 24, frames: 120 };
  expect([-1, 0, 0.5, 1, 2].map((share) => frameUnder(share, reel))).toEqual([0, 0, 60, 119, 119]);
  expect(frameUnder(0.5, { fps: 24, frames: 0 })).toBe(0);
});

it("says a frame once, to those who listen", () => {
  const clock = createFrameClock();
  const heard = vi.fn();
  const leave = clock.subscribe(heard);
  clock.set(3);
  clock.set(3);
  expect(clock.get()).toBe(3);
  expect(heard).toHaveBeenCalledTimes(1);
  leave();
  clock.set(4);
  expect(heard).toHaveBeenCalledTimes(1);
});
