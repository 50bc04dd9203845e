import { describe, expect, it } from "vitest";
import config from "../../vite.config";
import { languages } from "./words";

it("is not in the build that is shipped", () => {
  const { input } = config.build?.rolldownOptions ?? {};
  expect(input).toEqual([expect.stringMatching(/\/ui\/index\.html$/u)]);
});

describe("its words", () => {
  it("are really two languages", () => {
    for (const [name, text] of Object.entries(languages["zh-CN"] ?? {}))
      expect(text, name).toMatch(/\p{Script=Han}/u);
  });
});
