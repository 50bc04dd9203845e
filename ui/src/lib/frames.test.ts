import { describe, expect, it, vi } from "vitest";
import {
  clampFrame,
  createFrameClock,
  endOfFrame,
  frameAt,
  frameUnder,
  reelOf,
  startOfFrame,
  timeOfFrame,
} from "./frames";

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
  expect(clampFrame(3, { frames: 0 })).toBe(0);
  expect(timeOfFrame(500, reel)).toBeCloseTo(119.5 / 24);
});

it("tells the time at which a frame begins", () => {
  const reel = { fps: 24, frames: 120 };
  expect(startOfFrame(0, reel)).toBe(0);
  expect(startOfFrame(24, reel)).toBe(1);
  expect(startOfFrame(500, reel)).toBeCloseTo(119 / 24);
  expect(startOfFrame(3, { fps: 0, frames: 10 })).toBe(0);
});

describe("a film with a rate that changes", () => {
  // A burst at 60 frames a second, a still of half a second, and a slow end.
  const starts = [0, 1 / 60, 2 / 60, 3 / 60, 0.55, 0.65, 0.75];
  const told = { fps: 8.24, frames: 7, durationMs: 850 };
  const reel = reelOf(told, { starts, end: 0.85 });
  const all = starts.map((_, frame) => frame);

  it("is counted by its own times, not by its average", () => {
    expect(all.map((frame) => frameAt(timeOfFrame(frame, reel), reel))).toEqual(all);
    expect(all.map((frame) => frameAt(startOfFrame(frame, reel), reel))).toEqual(all);
    expect(all.map((frame) => frameAt(Math.floor(startOfFrame(frame, reel) * 1e4) / 1e4, reel))).toEqual(all);
    expect(frameAt(0.3, reel)).toBe(3);
    expect(frameAt(0.3, reelOf(told, null))).toBe(2);
  });

  it("says when a frame begins, ends, and is surely seen", () => {
    expect(startOfFrame(4, reel)).toBe(0.55);
    expect(endOfFrame(3, reel)).toBe(0.55);
    expect(timeOfFrame(3, reel)).toBeCloseTo(0.3);
    expect(endOfFrame(6, reel)).toBe(0.85);
    expect(timeOfFrame(99, reel)).toBeCloseTo(0.8);
  });

  it("stays inside, whatever it is asked", () => {
    expect([-1, 99, Number.NaN, Number.POSITIVE_INFINITY].map((time) => frameAt(time, reel))).toEqual([
      0, 6, 0, 0,
    ]);
  });

  it("may begin later than the film", () => {
    const late = reelOf(told, { starts: [0.04, 0.08], end: 0.12 });
    expect([0, 0.03, 0.04, 0.08].map((time) => frameAt(time, late))).toEqual([0, 0, 0, 1]);
  });

  it("has as many frames as it has times", () => {
    expect(reelOf({ ...told, frames: 9 }, { starts, end: 0.85 }).frames).toBe(7);
  });

  it.each([
    ["none", { starts: [], end: 1 }],
    ["no order", { starts: [0, 0.2, 0.1], end: 1 }],
    ["two at once", { starts: [0, 0, 0.1], end: 1 }],
    ["an end before the last", { starts: [0, 0.5], end: 0.4 }],
    ["what is no number", { starts: [0, Number.NaN], end: 1 }],
  ])("leaves times aside that have %s", (_, times) => {
    expect(reelOf(told, times)).toEqual({ fps: 8.24, frames: 7 });
  });

  it("takes the average where nobody knows the rate", () => {
    expect(reelOf({ fps: null, frames: 48, durationMs: 2000 }, null)).toEqual({ fps: 24, frames: 48 });
  });
});

it("finds the frame under the pointer, from the first to the last", () => {
  const reel = { fps: 24, frames: 120 };
  expect([-1, 0, 0.5, 1, 2].map((share) => frameUnder(share, reel))).toEqual([0, 0, 60, 119, 119]);
  expect(frameUnder(0.5, { frames: 0 })).toBe(0);
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
