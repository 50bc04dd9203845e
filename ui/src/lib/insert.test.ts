import { describe, expect, it } from "vitest";
import { isChinese, pieceFor } from "./insert";

const typed = (text: string, words: string, chinese = false) => {
  const [before = "", after = ""] = text.split("|");
  return `${before}${pieceFor(words, before, after, chinese)}${after}`;
};

describe("words at the cursor", () => {
  it.each([
    ["|", "slow push in", "Slow push in"],
    ["A cat on a wall|", "slow push in", "A cat on a wall, slow push in"],
    ["A cat on a wall |", "slow push in", "A cat on a wall slow push in"],
    ["A cat on a wall,|", "slow push in", "A cat on a wall, slow push in"],
    ["A cat on a wall, |", "slow push in", "A cat on a wall, slow push in"],
    ["A cat. |", "slow push in", "A cat. Slow push in"],
    ["A cat.|", "slow push in", "A cat. Slow push in"],
    ["A cat| on a wall", "at dusk", "A cat, at dusk, on a wall"],
    ["|A cat", "at dusk", "At dusk, A cat"],
    ["A cat|, sleeping", "at dusk", "A cat, at dusk, sleeping"],
    ["A cat|.", "at dusk", "A cat, at dusk."],
  ])("%s + %s", (text, words, whole) => {
    expect(typed(text, words)).toBe(whole);
  });

  it.each([
    ["|", "镜头缓缓推近", "镜头缓缓推近"],
    ["墙上的猫|", "镜头缓缓推近", "墙上的猫，镜头缓缓推近"],
    ["墙上的猫，|", "镜头缓缓推近", "墙上的猫，镜头缓缓推近"],
    ["墙上的猫。|", "镜头缓缓推近", "墙上的猫。镜头缓缓推近"],
    ["猫|在睡觉", "黄昏", "猫，黄昏，在睡觉"],
    ["猫|。", "黄昏", "猫，黄昏。"],
  ])("%s + %s", (text, words, whole) => {
    expect(typed(text, words, true)).toBe(whole);
  });
});

it("knows which language a prompt is written in", () => {
  expect(isChinese("墙上的猫, slow")).toBe(true);
  expect(isChinese("A cat")).toBe(false);
  expect(isChinese("猫が眠る")).toBe(false);
  expect(isChinese(" 12 … ")).toBeNull();
});
