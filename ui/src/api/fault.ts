import type { CommandError } from "../platform/types";
import { errorWords } from "./words";

/** Whatever was thrown, as the one shape the page acts on. An unknown code is "internal", never a blank. */
export function asCommandError(thrown: unknown): CommandError {
  if (isCommandError(thrown)) {
    return { code: thrown.code, params: thrown.params ?? {}, retryAfterMs: thrown.retryAfterMs ?? null };
  }
  return { code: "internal", params: {}, retryAfterMs: null };
}

export function isCommandError(thrown: unknown): thrown is CommandError {
  return (
    typeof thrown === "object" &&
    thrown !== null &&
    "code" in thrown &&
    typeof thrown.code === "string" &&
    Object.hasOwn(errorWords, thrown.code)
  );
}
