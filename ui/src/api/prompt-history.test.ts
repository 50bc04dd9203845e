import { describe, expect, it } from "vitest";
import { createPromptHistory, step, type Walk } from "./prompt-history";

describe("the prompts that were sent", () => {
  it("are kept across a restart, newest first, each once, a hundred at most", () => {
    const first = createPromptHistory(localStorage);
    for (let number = 0; number < 120; number += 1) first.remember(`Prompt ${number}`);
    first.remember(" Prompt 110 ");
    first.remember("  ");
    const again = createPromptHistory(localStorage).list();
    expect(again).toHaveLength(100);
    expect(again.slice(0, 3)).toEqual(["Prompt 110", "Prompt 119", "Prompt 118"]);
    expect(again.filter((one) => one === "Prompt 110")).toHaveLength(1);
  });

  it("survive a damaged or forbidden storage", () => {
    localStorage.setItem("stillwake.prompts", "{not json");
    expect(createPromptHistory(localStorage).list()).toEqual([]);
    localStorage.setItem("stillwake.prompts", '["a", 3, null]');
    expect(createPromptHistory(localStorage).list()).toEqual(["a"]);
    const closed = createPromptHistory({
      getItem: () => {
        throw new Error("no");
      },
    } as unknown as Storage);
    closed.remember("kept until the end");
    expect(closed.list()).toEqual(["kept until the end"]);
  });
});

describe("a walk through them", () => {
  const walked = (steps: (1 | -1)[], written: string, prompts: string[]) => {
    let walk: Walk | null = null;
    let text = written;
    for (const by of steps) {
      const next = step(walk, by, text, prompts);
      if (!next) continue;
      ({ walk, text } = next);
    }
    return text;
  };

  it("goes back, stops at the oldest, and comes home to what was being written", () => {
    expect(walked([1], "mine", ["b", "a"])).toBe("b");
    expect(walked([1, 1], "mine", ["b", "a"])).toBe("a");
    expect(walked([1, 1, 1, 1], "mine", ["b", "a"])).toBe("a");
    expect(walked([1, 1, -1], "mine", ["b", "a"])).toBe("b");
    expect(walked([1, 1, -1, -1], "mine", ["b", "a"])).toBe("mine");
    expect(walked([-1], "mine", ["b", "a"])).toBe("mine");
  });

  it("does not show again what is written already", () => {
    expect(walked([1], "b", ["b", "a"])).toBe("a");
    expect(walked([1], "b", ["b"])).toBe("b");
  });
});
