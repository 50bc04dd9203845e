import { describe, expect, it } from "vitest";
import { approach, lasted, since, told } from "./time";

/** The same "random" numbers every time, so that a failure can be seen again. */
function* numbers(count: number, upTo: number): Generator<number> {
  let seed = 20261123;
  for (let made = 0; made < count; made += 1) {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    // Spread over all magnitudes: seconds, minutes, days and beyond.
    yield (seed / 2 ** 32) ** 4 * upTo;
  }
}
const DECADE = 10 * 365 * 86_400_000;

describe("how far a job seems to be", () => {
  it("begins at nothing and is about four fifths of the way at its usual time", () => {
    for (const typical of numbers(200, DECADE)) {
      expect(approach(typical + 1, 0)).toBe(0);
      expect(approach(typical + 1, typical + 1)).toBeCloseTo(0.8, 5);
    }
  });

  it("never reaches the end, however long it takes", () => {
    for (const typical of numbers(60, DECADE))
      for (const since of [...numbers(60, DECADE), Number.MAX_SAFE_INTEGER, Number.MAX_VALUE]) {
        const share = approach(typical + 1, since);
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThan(0.97);
      }
  });

  it("never goes back, and moves on as long as anybody waits", () => {
    for (const typical of [1_000, 90_000, 240_000, 3_600_000]) {
      const times = [...numbers(300, typical * 40)].sort((a, b) => a - b);
      const shares = times.map((since) => approach(typical, since));
      for (const [i, share] of shares.entries()) {
        expect(share).toBeGreaterThanOrEqual(shares[i - 1] ?? 0);
        expect(approach(typical, (times[i] ?? 0) + typical / 10)).toBeGreaterThan(share);
      }
    }
  });

  it("has no kink where the usual time ends", () => {
    const step = 0.001;
    const before = approach(1, 1) - approach(1, 1 - step);
    const after = approach(1, 1 + step) - approach(1, 1);
    expect(after / before).toBeCloseTo(1, 1);
  });

  it("says nothing where nothing is known", () => {
    expect(approach(0, 5_000)).toBe(0);
    expect(approach(Number.NaN, 5_000)).toBe(0);
    expect(approach(60_000, -5)).toBe(0);
    expect(approach(60_000, Number.NaN)).toBe(0);
  });

  it("believes the service, but not that it is at the end", () => {
    expect(told(0)).toBe(0);
    expect(told(62)).toBeCloseTo(0.62);
    expect(told(100)).toBeLessThan(0.97);
    expect(told(250)).toBeLessThan(0.97);
    expect(told(-3)).toBe(0);
  });
});

describe("since when", () => {
  const noon = new Date(2026, 10, 27, 12, 30).getTime();

  it("is the midnight at which a stretch began that ends today", () => {
    expect(since("any", noon)).toBeNull();
    expect(since("today", noon)).toBe(new Date(2026, 10, 27).getTime());
    expect(since("week", noon)).toBe(new Date(2026, 10, 21).getTime());
    expect(since("month", noon)).toBe(new Date(2026, 9, 29).getTime());
    expect(since("year", noon)).toBe(new Date(2025, 10, 28).getTime());
  });

  it("is the same all day long", () => {
    expect(since("week", new Date(2026, 10, 27, 0, 0).getTime())).toBe(since("week", noon));
    expect(since("week", new Date(2026, 10, 27, 23, 59, 59).getTime())).toBe(since("week", noon));
  });
});

it.each([
  [-5, "seconds", 0, 0, 0],
  [4_400, "seconds", 0, 0, 4],
  [59_600, "minutes", 0, 1, 0],
  [190_000, "minutes", 0, 3, 10],
  [3_725_000, "hours", 1, 2, 5],
] as const)("%i ms lasted %s", (ms, kind, hours, minutes, seconds) => {
  expect(lasted(ms)).toEqual({ kind, hours, minutes, seconds });
});
