import { describe, expect, it } from "vitest";
import { dateTime, fileSize, number, timeAfter } from "./format";

describe("file sizes", () => {
  it.each([
    [0, "0 B"],
    [999, "999 B"],
    [1_500, "2 KB"],
    [999_499, "999 KB"],
    [999_600, "1 MB"],
    [2_400_000, "2.4 MB"],
    [99_960_000, "100 MB"],
    [123_456_789, "123 MB"],
    [4_250_000_000, "4.3 GB"],
    [-5, "0 B"],
  ])("%i bytes are %s", (bytes, words) => expect(fileSize(bytes, "en")).toBe(words));
  it("are written the same way in Chinese", () => expect(fileSize(2_400_000, "zh-CN")).toBe("2.4 MB"));
});

it("groups large numbers", () => {
  expect(number(100_000, "en")).toBe("100,000");
  expect(number(23.97602, "en", 3)).toBe("23.976");
});

it("writes dates as the language does", () => {
  const evening = Date.UTC(2026, 10, 23, 19, 5);
  expect(dateTime(evening, "en", "UTC").replace(/\s/gu, " ")).toBe("November 23, 2026 at 7:05 PM");
  expect(dateTime(evening, "zh-CN", "UTC").replace(/\s/gu, " ")).toBe("2026年11月23日 19:05");
});

it("leaves the day out that was just told", () => {
  const pressed = new Date(2026, 10, 23, 23, 58, 2).getTime();
  const plain = (ms: number) => timeAfter(ms, pressed, "en").replace(/\s/gu, " ");
  expect(plain(pressed + 4_000)).toBe("11:58:06 PM");
  expect(plain(pressed + 180_000)).toBe("November 24, 2026 at 12:01:02 AM");
});
