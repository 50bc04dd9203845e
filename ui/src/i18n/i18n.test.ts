import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import en from "./en.json";
import { systemLanguage } from "./setup";
import zhCN from "./zh-CN.json";

type Tree = { [name: string]: string | Tree };
const flat = (tree: Tree, path = ""): [string, string][] =>
  Object.entries(tree).flatMap(([name, value]) =>
    typeof value === "string"
      ? [[`${path}${name}`, value] as [string, string]]
      : flat(value, `${path}${name}.`),
  );
const english = flat(en);
const chinese = flat(zhCN);
const holes = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/gu)].map((match) => match[1]).sort();

const root = join(import.meta.dirname, "..");
const sources = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.tsx?$/u.test(name) && !/\.test\.tsx?$/u.test(name))
  .map((name) => ({ name, text: readFileSync(join(root, name), "utf8") }));

describe("the two languages", () => {
  it("hold the same keys", () => {
    expect(chinese.map(([key]) => key).sort()).toEqual(english.map(([key]) => key).sort());
  });

  it("have the same holes in each sentence", () => {
    const other = new Map(chinese);
    for (const [key, text] of english) expect(holes(other.get(key) ?? ""), key).toEqual(holes(text));
  });

  it("leave nothing empty and shout nowhere", () => {
    for (const [key, text] of [...english, ...chinese]) {
      expect(text.trim(), key).not.toBe("");
      expect(text, key).not.toMatch(/[!！]|Oops/u);
    }
  });

  it("are really two languages", () => {
    const same = new Set(["create.count", "settings.languageEn", "settings.languageZh", "player.speedValue"]);
    for (const [key, text] of chinese)
      if (!same.has(key)) expect(text, key).toMatch(/\p{Script=Han}|^[^\p{L}]*$|\{\{/u);
  });

  it("hold no sentence that nobody says", () => {
    const all = sources.map((source) => source.text).join("\n");
    // Put together from parts, or said by the shell.
    const composed = /^(nav|stage|start)\.|^app\.name$/u;
    const unused = english
      .map(([key]) => key)
      .filter((key) => !composed.test(key) && !all.includes(`"${key}"`));
    expect(unused).toEqual([]);
  });
});

it("follows the system's language", () => {
  expect(systemLanguage(["zh-TW", "en"])).toBe("zh-CN");
  expect(systemLanguage(["de-DE", "en-GB", "zh"])).toBe("en");
  expect(systemLanguage(["fr"])).toBe("en");
  expect(systemLanguage([])).toBe("en");
});

it("has no words for people in the components themselves", () => {
  const spoken = /\b(?:aria-label|aria-valuetext|title|placeholder|alt|label|hint)="[^"]*\p{L}/u;
  const text = />[^<>{}=;()&|]*\p{L}{2,}[^<>{}=;()&|]*<\/[a-z]/u;
  for (const source of sources.filter(({ name }) => name.endsWith(".tsx"))) {
    expect(source.text.match(spoken)?.[0], source.name).toBeUndefined();
    expect(source.text.match(text)?.[0], source.name).toBeUndefined();
  }
});
