// The rules of the house that a machine can check: who may import whom, and where raw values may stand.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { describe, expect, it } from "vitest";

const root = import.meta.dirname;
const files = readdirSync(root, { recursive: true, encoding: "utf8" }).map((name) =>
  name.replaceAll("\\", "/"),
);
const read = (name: string) => readFileSync(join(root, name), "utf8");
const code = files.filter((name) => /\.tsx?$/u.test(name) && !/\.test\.tsx?$|\.d\.ts$|^test-/u.test(name));
const styles = files.filter((name) => name.endsWith(".css"));

const layerOf = (name: string): string => {
  const [first = "", second = ""] = name.split("/");
  if (first === "features") return `features/${second}`;
  return name.includes("/") ? first : first.replace(/[.-].*$/u, "");
};

/** Which layers each layer may import from its own project. */
const allowed: Record<string, string[]> = {
  main: ["app", "api", "platform", "i18n", "styles"],
  app: ["app", "features", "components", "api", "lib", "i18n"],
  features: ["components", "api", "lib"],
  components: ["components", "lib"],
  api: ["api", "platform", "bindings", "lib"],
  platform: ["platform", "bindings"],
  i18n: ["i18n"],
  lib: ["lib"],
  bindings: [],
};

const imports = code.flatMap((name) =>
  [...read(name).matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/gu)].map((match) => ({
    name,
    from: match[1] ?? "",
  })),
);

describe("imports", () => {
  it("point only where they may", () => {
    for (const { name, from } of imports) {
      if (!from.startsWith(".") || from.endsWith(".css")) continue;
      const own = layerOf(name);
      const target = layerOf(posix.normalize(posix.join(dirname(name), from)));
      const list = allowed[own.split("/")[0] ?? ""];
      expect(list, `${name} belongs to no layer`).toBeDefined();
      const fine = own === target || list?.includes(target.split("/")[0] ?? "");
      expect(
        fine && !(own.startsWith("features/") && target.startsWith("features/") && own !== target),
        `${name} -> ${from}`,
      ).toBe(true);
    }
  });

  it("reach the shell from one file only", () => {
    const tauri = imports.filter(({ from }) => from.startsWith("@tauri-apps")).map(({ name }) => name);
    expect([...new Set(tauri)]).toEqual(["bindings.ts"]);
    // Types may be taken from anywhere; what calls the shell only by the platform.
    const callers = code.filter((name) => /^import (?!type)[^"]*"[./]+bindings"/mu.test(read(name)));
    expect(callers).toEqual(["platform/tauri.ts"]);
  });
});

describe("styles", () => {
  it("have raw colours in the tokens only", () => {
    for (const name of styles.filter((one) => one !== "styles/tokens.css"))
      expect(read(name).match(/#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch|lab)a?\(/iu)?.[0], name).toBeUndefined();
  });

  it("name only tokens that exist", () => {
    const known = new Set(
      [...read("styles/tokens.css").matchAll(/^\s*(--[\w-]+):/gmu)].map((match) => match[1]),
    );
    // Set by the components that use them, or by the popover's positioner.
    for (const given of ["--ratio", "--done", "--available-width", "--available-height"]) known.add(given);
    for (const name of styles)
      for (const [, token] of read(name).matchAll(/var\((--[\w-]+)/gu))
        expect(known, `${name}: ${token}`).toContain(token);
  });

  it("use every class they define", () => {
    for (const name of styles.filter((one) => one.endsWith(".module.css"))) {
      const near = dirname(name);
      const users = code
        .filter((one) => dirname(one) === near)
        .map(read)
        .join("\n");
      for (const [, given] of read(name).matchAll(/^\s*\.([\w-]+)/gmu)) {
        const used = users.includes(`styles.${given}`) || users.includes("styles[");
        expect(used, `${name}: .${given}`).toBe(true);
      }
    }
  });
});

it("never renders text as anything but text", () => {
  for (const name of code)
    expect(read(name), name).not.toMatch(/dangerouslySetInnerHTML|\binnerHTML\b|\beval\(/u);
});

it("stays in small files", () => {
  const long = code
    .filter((name) => name !== "bindings.ts")
    .filter((name) => read(name).split("\n").length > 330);
  expect(long.filter((name) => name !== "platform/fake.ts")).toEqual([]);
});
