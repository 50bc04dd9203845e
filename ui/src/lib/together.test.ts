import { describe, expect, it, vi } from "vitest";
import { keepUp, leader, type Voice } from "./together";

const film = (currentTime: number, more: Partial<Voice> = {}): Voice => ({
  currentTime,
  paused: false,
  playbackRate: 1,
  seeking: false,
  play: vi.fn(async () => {}),
  ...more,
});

it("is led by the longest, and by the first of equals", () => {
  expect(leader([5, 8, 8, 2])).toBe(1);
  expect(leader([5, 5])).toBe(0);
  expect(leader([])).toBe(0);
});

describe("keeping up", () => {
  it.each([
    ["in step", 2, 2, 2, 1],
    ["a hair behind", 1.99, 2, 1.99, 1],
    ["a little behind", 1.95, 2, 1.95, 1.05],
    ["a little ahead", 2.05, 2, 2.05, 0.95],
    ["far behind", 1, 2, 2, 1.08],
    ["far ahead", 3, 2, 2, 0.92],
  ])("%s", (_, own, lead, then, rate) => {
    const late = film(own);
    keepUp(late, film(lead), 5, 1);
    expect(late.currentTime).toBe(then);
    expect(late.playbackRate).toBeCloseTo(rate);
  });

  it("goes at the speed that was chosen", () => {
    const late = film(1.95);
    keepUp(late, film(2), 5, 0.5);
    expect(late.playbackRate).toBeCloseTo(0.525);
  });

  it("holds the last frame of a shorter film while the longer one goes on", () => {
    const short = film(3, { paused: true });
    keepUp(short, film(4), 3, 1);
    expect(short.currentTime).toBe(3);
    expect(short.play).not.toHaveBeenCalled();
  });

  it("sets a film going that was left behind, and leaves one alone that is on its way", () => {
    const still = film(2, { paused: true });
    keepUp(still, film(2), 5, 1);
    expect(still.play).toHaveBeenCalledTimes(1);
    const seeking = film(0, { seeking: true });
    keepUp(seeking, film(2), 5, 1);
    expect(seeking.currentTime).toBe(0);
    const resting = film(2, { paused: true });
    keepUp(resting, film(2, { paused: true }), 5, 1);
    expect(resting.play).not.toHaveBeenCalled();
  });
});
