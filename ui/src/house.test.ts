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
  parts: ["parts", "components", "lib", "i18n", "styles"],
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
      // A picture or a stylesheet belongs to whoever shows it.
      if (!from.startsWith(".") || /\.(?:css|svg|jpg)$/u.test(from)) continue;
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
  const tokens = read("styles/tokens.css");
  const elsewhere = styles.filter((name) => name !== "styles/tokens.css");
  const known = new Set([...tokens.matchAll(/^\s*(--[\w-]+):/gmu)].map((match) => match[1] ?? ""));

  it("hold raw values in the tokens only", () => {
    const raw = elsewhere.flatMap((name) =>
      declarationsOf(read(name)).flatMap(({ property, value }) =>
        rawIn(property, value).map((found) => `${name}: ${property}: ${value} -> ${found}`),
      ),
    );
    expect(raw).toEqual([]);
  });

  it("break only where the tokens say", () => {
    const breaks = [...tokens.matchAll(/^\s*--break-[\w-]+:\s*([^;]+);/gmu)].map((match) => match[1]);
    expect(breaks).toHaveLength(4);
    const others = elsewhere.flatMap((name) =>
      [...bare(read(name)).matchAll(/@(?:media|container)([^{]+)\{/gu)].flatMap(([, query = ""]) =>
        [...query.matchAll(SIZE)]
          .filter(([size]) => !breaks.includes(size))
          .map(([size]) => `${name}: ${size}`),
      ),
    );
    expect(others).toEqual([]);
  });

  it("name only tokens that exist", () => {
    // Set by the positioner of whatever floats.
    const given = new Set([...known, "--available-width", "--available-height", "--anchor-width"]);
    given.add("--transform-origin");
    for (const name of code)
      for (const [, own = ""] of read(name).matchAll(/"(--[\w-]+)":/gu)) given.add(own);
    const unknown = styles.flatMap((name) =>
      [...bare(read(name)).matchAll(/var\((--[\w-]+)/gu)]
        .filter(([, token = ""]) => !given.has(token))
        .map(([, token]) => `${name}: ${token}`),
    );
    expect(unknown).toEqual([]);
  });

  it("use every token", () => {
    const everything = [...styles, ...code].map((name) => bare(read(name))).join("\n");
    const used = new Set([...everything.matchAll(/var\((--[\w-]+)/gu)].map((match) => match[1]));
    // A query cannot read a token; the rule above holds its numbers to them.
    const unused = [...known].filter((token) => !used.has(token) && !token.startsWith("--break-"));
    expect(unused).toEqual([]);
  });

  it("use every class they define", () => {
    for (const name of styles.filter((one) => one.endsWith(".module.css"))) {
      // Whoever takes the sheet, under the name by which they take it.
      const users = imports.filter(
        ({ name: user, from }) => posix.normalize(posix.join(dirname(user), from)) === name,
      );
      const said = users.flatMap(({ name: user, from }) => {
        const text = read(user);
        const called = new RegExp(`import (\\w+) from "${from}"`, "u").exec(text)?.[1];
        return [...text.matchAll(new RegExp(`\\b${called}(?:\\.(\\w+)|(\\[))`, "gu"))];
      });
      const used = new Set(said.map(([, plain]) => plain));
      const composed = said.some(([, , bracket]) => bracket !== undefined);
      for (const [, given = ""] of bare(read(name)).matchAll(/\.(-?[a-z_][\w-]*)/giu))
        expect(composed || used.has(given), `${name}: .${given}`).toBe(true);
    }
  });

  it("are not smuggled into the components", () => {
    const raw = code
      .filter((name) => name.endsWith(".tsx"))
      .flatMap((name) => smuggledIn(read(name)).map((found) => `${name}: ${found}`));
    expect(raw).toEqual([]);
  });

  it("are told apart from what may stand anywhere", () => {
    const fine = [
      "0",
      "100%",
      "1fr",
      "1em",
      "calc(100vw - var(--s-8))",
      "rotate(90deg)",
      "1.4",
      "transparent",
    ];
    expect(fine.flatMap((value) => rawIn("width", value))).toEqual([]);
    expect(rawIn("grid-area", "red")).toEqual([]);
    const wrong = ["4px", "-0.5rem", "2em", "50vh", "90ms", ".2s", "#fff", "rgb(0 0 0)", "Tomato", "12ch"];
    expect(wrong.filter((value) => rawIn("color", `var(--s-1) ${value}`).length !== 1)).toEqual([]);
    expect(rawIn("transition", "opacity var(--fast) ease-out")).toEqual(["ease-out"]);
    expect(rawIn("transition", "opacity var(--fast) cubic-bezier(0, 0, 1, 1)")).toEqual(["cubic-bezier("]);
    expect(smuggledIn(`<Sun size={16} /><img width={16} /><p style={{ "--done": 1 }} />`)).toEqual([
      "size={16}",
    ]);
    expect(smuggledIn(`<p style={{ width: 4 }} />; const a = "#ff0044"; const b = "3px";`)).toHaveLength(3);
  });
});

/** A stylesheet without what is only for people, and without the addresses of its files. */
function bare(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//gu, "").replace(/url\([^)]*\)/gu, "url()");
}

function declarationsOf(text: string) {
  return [...bare(text).matchAll(/(?<=[{};]\s*|^\s*)([\w-]+)\s*:\s*([^{};]+)(?=[;}])/gu)].map((match) => ({
    property: match[1] ?? "",
    value: (match[2] ?? "").replace(/\s+/gu, " ").trim(),
  }));
}

/** A number with a unit. */
const SIZE = /(?<![\w-])[-+]?(?:\d*\.)?\d+(?!fr\b|deg\b)[a-z]+\b/giu;
const FREE_SIZES = new Set(["1em", "100vw", "100vh", "100cqw", "100cqh"]);
const COLOUR = /#[\da-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|color-mix|light-dark)\(/giu;
const CURVE = /\b(?:cubic-bezier|steps|linear)\(/giu;
/** Where a word is a name that somebody gave, or a curve, and not a colour. */
const NAMES = /^(?:grid|font|animation|transition|will-change|view-transition)/u;
const TIMED = /^(?:animation|transition)/u;
const CURVES = new Set(["ease", "ease-in", "ease-out", "ease-in-out", "linear"]);
const COLOUR_NAMES = new Set(
  `aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue blueviolet brown
  burlywood cadetblue chartreuse chocolate coral cornflowerblue cornsilk crimson cyan darkblue darkcyan
  darkgoldenrod darkgray darkgreen darkgrey darkkhaki darkmagenta darkolivegreen darkorange darkorchid darkred
  darksalmon darkseagreen darkslateblue darkslategray darkslategrey darkturquoise darkviolet deeppink
  deepskyblue dimgray dimgrey dodgerblue firebrick floralwhite forestgreen fuchsia gainsboro ghostwhite gold
  goldenrod gray green greenyellow grey honeydew hotpink indianred indigo ivory khaki lavender lavenderblush
  lawngreen lemonchiffon lightblue lightcoral lightcyan lightgoldenrodyellow lightgray lightgreen lightgrey
  lightpink lightsalmon lightseagreen lightskyblue lightslategray lightslategrey lightsteelblue lightyellow
  lime limegreen linen magenta maroon mediumaquamarine mediumblue mediumorchid mediumpurple mediumseagreen
  mediumslateblue mediumspringgreen mediumturquoise mediumvioletred midnightblue mintcream mistyrose moccasin
  navajowhite navy oldlace olive olivedrab orange orangered orchid palegoldenrod palegreen paleturquoise
  palevioletred papayawhip peachpuff peru pink plum powderblue purple rebeccapurple red rosybrown royalblue
  saddlebrown salmon sandybrown seagreen seashell sienna silver skyblue slateblue slategray slategrey snow
  springgreen steelblue tan teal thistle tomato turquoise violet wheat white whitesmoke yellow yellowgreen`.split(
    /\s+/u,
  ),
);

/** What in a declaration belongs into the tokens. */
function rawIn(property: string, value: string): string[] {
  // A font's own description has its own numbers and ranges.
  if (property === "unicode-range") return [];
  const found = [SIZE, COLOUR, CURVE]
    .flatMap((what) => [...value.matchAll(what)].map(([text]) => text))
    .filter((text) => !FREE_SIZES.has(text));
  const words = value.toLowerCase().match(/(?<![\w-])[a-z][\w-]*(?![\w(-])/gu) ?? [];
  if (!NAMES.test(property)) found.push(...words.filter((word) => COLOUR_NAMES.has(word)));
  if (TIMED.test(property)) found.push(...words.filter((word) => CURVES.has(word)));
  return found;
}

/** Sizes, times and colours that a component would set past the tokens. */
function smuggledIn(text: string): string[] {
  const found: string[] = [];
  // A style may carry custom properties only: what is measured or counted, for the stylesheet to use.
  const objects = [
    /\bstyle=\{\{([^}]*)\}\}/gu,
    /\{([^{}]*)\}\s*as CSSProperties/gu,
    /: CSSProperties = \{([^}]*)\}/gu,
  ];
  for (const [, inside = ""] of objects.flatMap((object) => [...text.matchAll(object)]))
    for (const [, key = ""] of inside.matchAll(/(?:^|,)\s*([\w$]+|"[^"]*")\s*:/gu))
      if (!key.startsWith('"--')) found.push(`style with ${key}`);
  // The pixels of a picture or a film are its own; those of an icon are not.
  for (const [, part = "", rest = ""] of text.matchAll(/<([A-Za-z][\w.]*)\b([^<>]*)/gu)) {
    const own = /^[a-z]/u.test(part);
    for (const [set, name] of rest.matchAll(/\b(width|height|size|strokeWidth)=\{-?[\d.]+\}/gu))
      if (!own || name === "size" || name === "strokeWidth") found.push(set);
  }
  for (const [, quoted = ""] of text.matchAll(/["'`]([^"'`\n]*)["'`]/gu)) {
    if (quoted.match(COLOUR)) found.push(quoted);
    if (/^-?(?:\d*\.)?\d+(?:px|rem|em|ch|vw|vh|ms|s)$/u.test(quoted)) found.push(quoted);
  }
  return found;
}

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
