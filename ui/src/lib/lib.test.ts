import { describe, expect, it } from "vitest";
import { generates } from "./keys";
import { createPressGuard, type LastPress, type PressMemory, TWICE_MS } from "./press";
import { ratioOf, tileRatio } from "./shape";
import { characters, oneLine } from "./text";
import { clock, position, timeLeft } from "./time";

describe("the key that may spend money", () => {
  const enter = { key: "Enter", ctrlKey: true };
  it("is Ctrl or Cmd with Enter, and nothing else", () => {
    expect(generates(enter)).toBe("last");
    expect(generates({ key: "Enter", metaKey: true })).toBe("last");
    expect(generates({ ...enter, shiftKey: true })).toBe("first");
    expect(generates({ ...enter, altKey: true })).toBeNull();
    expect(generates({ key: "Enter" })).toBeNull();
    expect(generates({ key: "Enter", shiftKey: true })).toBeNull();
    expect(generates({ key: "a", ctrlKey: true })).toBeNull();
  });
  it("is not the Enter of an input method, in either way systems report one", () => {
    expect(generates({ ...enter, isComposing: true })).toBeNull();
    expect(generates({ ...enter, keyCode: 229 })).toBeNull();
  });
  it("is not a key that is being held down", () => {
    expect(generates({ ...enter, repeat: true })).toBeNull();
  });
});

describe("one press", () => {
  const guarded = () => {
    const clockwork = { now: 0, ids: 0 };
    const guard = createPressGuard(
      () => clockwork.now,
      () => `press-${++clockwork.ids}`,
    );
    return { guard, clockwork };
  };
  it("makes one id, and another press waits until it is answered", () => {
    const { guard, clockwork } = guarded();
    expect(guard.begin("a")).toBe("press-1");
    clockwork.now = 5000;
    expect(guard.begin("a")).toBeNull();
    expect(guard.begin("b")).toBeNull();
    guard.end("answered");
    expect(guard.begin("a")).toBe("press-2");
  });
  it("does not count twice within a second", () => {
    const { guard, clockwork } = guarded();
    guard.begin("a");
    guard.end("answered");
    clockwork.now = TWICE_MS - 1;
    expect(guard.begin("a")).toBeNull();
    expect(guard.begin("b")).toBe("press-2");
    guard.end("answered");
    clockwork.now = TWICE_MS * 3;
    expect(guard.begin("a")).toBe("press-3");
  });
  describe("whose page is loaded anew in the middle of it", () => {
    const memory = () => {
      let kept: LastPress | null = null;
      return { read: () => kept, write: (press: LastPress) => (kept = press) };
    };
    const page = (kept: PressMemory, now: number, id: string) =>
      createPressGuard(
        () => now,
        () => id,
        kept,
      );
    it("is the same press within the second, whatever became of it", () => {
      const kept = memory();
      page(kept, 0, "first").begin("a");
      expect(page(kept, TWICE_MS - 1, "second").begin("a")).toBeNull();
      expect(page(kept, TWICE_MS - 1, "second").begin("a", () => true)).toBeNull();
    });
    it("keeps its id later on while nobody knows whether it arrived", () => {
      const kept = memory();
      page(kept, 0, "first").begin("a");
      const again = page(kept, 60_000, "second");
      expect(again.begin("a", () => false)).toBe("first");
      again.end("answered");
      expect(page(kept, 120_000, "third").begin("a")).toBe("third");
    });
    it("is settled where its job is there: a later press is another one", () => {
      const kept = memory();
      page(kept, 0, "first").begin("a");
      expect(page(kept, 60_000, "second").begin("a", (id) => id === "first")).toBe("second");
    });
    it("says nothing about another wish", () => {
      const kept = memory();
      const before = page(kept, 0, "first");
      before.begin("a");
      expect(page(kept, 10, "second").begin("b")).toBe("second");
      const later = page(kept, 5_000, "third");
      expect(later.begin("a"), "only the last one is kept").toBe("third");
    });
    it("is the same press within the second where it was answered before the page went", () => {
      const kept = memory();
      const before = page(kept, 0, "first");
      before.begin("a");
      before.end("answered");
      expect(page(kept, TWICE_MS - 1, "second").begin("a")).toBeNull();
      expect(page(kept, TWICE_MS, "second").begin("a")).toBe("second");
    });
    it("is not stopped by a clock that was set back", () => {
      const kept = memory();
      page(kept, 3_600_000, "first").begin("a");
      expect(page(kept, 0, "second").begin("a", () => true)).toBe("second");
    });
  });
  it("keeps its id where nobody knows whether it arrived", () => {
    const { guard, clockwork } = guarded();
    expect(guard.begin("a")).toBe("press-1");
    guard.end("unknown");
    clockwork.now = 60_000;
    expect(guard.begin("a")).toBe("press-1");
    guard.end("answered");
    clockwork.now = 120_000;
    expect(guard.begin("a")).toBe("press-2");
  });
});

describe("words for times", () => {
  it.each([
    [0, "0:00"],
    [7_400, "0:07"],
    [754_000, "12:34"],
    [3_723_000, "1:02:03"],
    [-5, "0:00"],
  ])("%i ms is %s", (ms, words) => expect(clock(ms)).toBe(words));
  it("tells a position to the hundredth", () => {
    expect(position(3.25)).toBe("0:03.25");
    expect(position(61.999)).toBe("1:01.99");
  });
  it("rounds what is left and never goes below soon", () => {
    expect(timeLeft(240_000, 0)).toEqual({ kind: "minutes", minutes: 4 });
    expect(timeLeft(120_000, 60_000)).toEqual({ kind: "minute" });
    expect(timeLeft(120_000, 90_000)).toEqual({ kind: "seconds" });
    expect(timeLeft(120_000, 120_000)).toEqual({ kind: "soon" });
    expect(timeLeft(120_000, 900_000)).toEqual({ kind: "soon" });
  });
});

it("counts characters as people do", () => {
  expect(characters("小猫")).toBe(2);
  expect(characters("🦊a")).toBe(2);
  expect(oneLine(" a\n b ")).toBe("a b");
  expect(oneLine("🦊🦊🦊🦊", 3)).toBe("🦊🦊…");
});

it("reads shapes", () => {
  expect(ratioOf("16:9")).toBeCloseTo(16 / 9);
  expect(ratioOf("0:9")).toBeNull();
  expect(ratioOf("<script>")).toBeNull();
  expect(ratioOf(null)).toBeNull();
  expect(tileRatio(1, 100)).toBe(0.5);
  expect(tileRatio(0, 0)).toBeCloseTo(16 / 9);
});
