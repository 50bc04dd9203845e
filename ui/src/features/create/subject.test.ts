import { expect, it } from "vitest";
import { frontOf } from "./subject";

const picture = { kind: "picture", atMs: 10 } as const;
const making = { kind: "making", atMs: 20 } as const;
const clip = { kind: "clip", atMs: 30 } as const;

it("shows what is newest, and nothing where there is nothing", () => {
  expect(frontOf([], null)).toBeNull();
  expect(frontOf([picture, making, clip], null)).toBe("clip");
  expect(frontOf([{ ...picture, atMs: 99 }, making, clip], null)).toBe("picture");
});

it("stays with what the person turned to until something newer comes", () => {
  const chosen = { kind: "picture", atMs: 40 } as const;
  expect(frontOf([picture, making, clip], chosen)).toBe("picture");
  expect(frontOf([picture, making, { ...clip, atMs: 50 }], chosen)).toBe("clip");
  // What they turned to is gone.
  expect(frontOf([making, clip], chosen)).toBe("clip");
});
