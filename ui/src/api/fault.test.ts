import { expect, it } from "vitest";
import { asCommandError, isCommandError } from "./fault";

it("keeps what a command says", () => {
  const error = { code: "promptTooLong", params: { limit: "5000" }, retryAfterMs: null };
  expect(asCommandError(error)).toEqual(error);
});

it.each([
  undefined,
  null,
  "text",
  new Error("x"),
  { code: "fromTheFuture", params: {} },
  { code: 7 },
  { code: "toString" },
])("calls %s internal, and does not take it for an answer", (thrown) => {
  expect(asCommandError(thrown)).toEqual({ code: "internal", params: {}, retryAfterMs: null });
  expect(isCommandError(thrown)).toBe(false);
});
