import { expect, it } from "vitest";
import { webLink } from "./text";

it.each([
  ["https://example.com/a.jpg", "https://example.com/a.jpg"],
  ["  HTTP://example.com/a.jpg\n", "HTTP://example.com/a.jpg"],
  ["# from a page\r\nhttps://example.com/a.jpg\r\n", "https://example.com/a.jpg"],
  ["https://example.com/日落.jpg?a=b#c", "https://example.com/日落.jpg?a=b#c"],
  ["https://example.com/a.jpg https://example.com/b.jpg", null],
  ["https://example.com/a.jpg\nhttps://example.com/b.jpg", null],
  ["look: https://example.com/a.jpg", null],
  ["file:///home/mei/a.jpg", null],
  ["javascript:alert(1)", null],
  ["https://", null],
  ["", null],
])("%j is the link %j", (text, link) => {
  expect(webLink(text)).toBe(link);
});
