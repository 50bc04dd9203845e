import { describe, expect, it } from "vitest";
import { dollars, roundDollars, typedDollars } from "./money";

describe("amounts", () => {
  it("are written as the language writes them", () => {
    for (const language of ["en", "zh-CN"]) {
      expect(dollars(800_000, language)).toBe("$0.80");
      expect(dollars(3_200_000, language)).toBe("$3.20");
      expect(dollars(1_234_560_000, language)).toBe("$1,234.56");
      expect(dollars(0, language)).toBe("$0.00");
      expect(dollars(-125_000, language)).toBe("-$0.13");
    }
  });

  it("keep the digits that tell small prices apart", () => {
    expect(dollars(14_300, "en")).toBe("$0.014");
    expect(dollars(20_000, "en")).toBe("$0.02");
    expect(dollars(85_700, "en")).toBe("$0.086");
  });

  it("are round where somebody chose a round sum", () => {
    expect(roundDollars(20_000_000, "en")).toBe("$20");
    expect(roundDollars(12_500_000, "en")).toBe("$12.50");
    expect([typedDollars(20_000_000), typedDollars(12_500_000)]).toEqual(["20", "12.50"]);
  });
});
