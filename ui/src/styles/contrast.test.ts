// Every pair of colours that meets on the screen, computed from the tokens in both themes.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

type Theme = "light" | "dark";
/** Red, green, blue and opacity, each 0 to 1, as the screen shows them (gamma-encoded). */
type Colour = readonly [number, number, number, number];

const sheet = readFileSync(join(import.meta.dirname, "tokens.css"), "utf8").replace(/\/\*[\s\S]*?\*\//gu, "");
const values = new Map(
  [...sheet.matchAll(/(--[\w-]+):\s*([^;]+);/gu)].map(([, name = "", value = ""]) => [name.slice(2), value]),
);
const OKLCH = /oklch\(([\d.]+) ([\d.]+) ([\d.]+)(?: \/ ([\d.]+))?\)/gu;
/** What is a colour and nothing else; a shadow only carries one. */
const colours = [...values]
  .filter(([, value]) => /^(?:light-dark\(|oklch\()/u.test(value))
  .map(([name]) => name);

function colourOf(name: string, theme: Theme): Colour {
  if (name === "white") return [1, 1, 1, 1];
  if (name === "black") return [0, 0, 0, 1];
  const all = [...(values.get(name) ?? "").matchAll(OKLCH)];
  const [, l, c, h, alpha = "1"] = all[theme === "dark" ? all.length - 1 : 0] ?? [];
  if (l === undefined) throw new Error(`--${name} is no colour`);
  return [...screen(Number(l), Number(c), (Number(h) * Math.PI) / 180), Number(alpha)];
}

/** oklch to sRGB, by the matrices of CSS Color 4; what no screen can show is clipped. */
function screen(l: number, chroma: number, hue: number): [number, number, number] {
  const [a, b] = [chroma * Math.cos(hue), chroma * Math.sin(hue)];
  const cubed = [
    l + 0.3963377774 * a + 0.2158037573 * b,
    l - 0.1055613458 * a - 0.0638541728 * b,
    l - 0.0894841775 * a - 1.291485548 * b,
  ].map((part) => part ** 3);
  const [x = 0, y = 0, z = 0] = cubed;
  const encoded = (part: number) => {
    const kept = Math.min(1, Math.max(0, part));
    return kept <= 0.0031308 ? 12.92 * kept : 1.055 * kept ** (1 / 2.4) - 0.055;
  };
  return [
    encoded(4.0767416621 * x - 3.3077115913 * y + 0.2309699292 * z),
    encoded(-1.2684380046 * x + 2.6097574011 * y - 0.3413193965 * z),
    encoded(-0.0041960863 * x - 0.7034186147 * y + 1.707614701 * z),
  ];
}

/** What is seen where one colour lies over another. */
function over([r, g, b, a]: Colour, [r2, g2, b2]: Colour): Colour {
  const mix = (top: number, under: number) => top * a + under * (1 - a);
  return [mix(r, r2), mix(g, g2), mix(b, b2), 1];
}

function luminance([r, g, b]: Colour): number {
  const linear = (part: number) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

function contrast(one: Colour, other: Colour): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

/** A ground may be a pile, the uppermost first: `glass/white` is the floating bar over a white picture. */
function ground(pile: string, theme: Theme): Colour {
  const layers = pile.split("/").map((name) => colourOf(name, theme));
  return layers.reduceRight<Colour>((under, top) => over(top, under), [0, 0, 0, 1]);
}

function ratio(ink: string, pile: string, theme: Theme): number {
  const under = ground(pile, theme);
  return contrast(over(colourOf(ink, theme), under), under);
}

const plain = ["room", "panel", "raised"];
/** A row or a control that answers to the pointer or to a finger. */
const touched = ["hover", "pressed"];
/** Upon a picture anything may lie underneath; these are the two ends. */
const upon = (name: string) => [`${name}/white`, `${name}/black`];
const soft = ["good-soft", "warn-soft", "bad-soft", "practice-soft", "dawn-soft"];

interface Pair {
  ink: string;
  on: string[];
  /** 4.5 for words; 3 for the lines of controls, marks and icons. */
  least: 4.5 | 3;
}
const words = (ink: string, ...on: string[]): Pair => ({ ink, on, least: 4.5 });
const lines = (ink: string, ...on: string[]): Pair => ({ ink, on, least: 3 });

const pairs: Pair[] = [
  words("text", ...plain, ...touched, "well", ...soft, ...upon("glass"), "veil/room", "dawn-glow/room"),
  words("quiet", ...plain, ...touched, "well", ...soft, ...upon("glass"), "dawn-glow/room"),
  words("good", ...plain, "good-soft"),
  words("warn", ...plain, "hover", "warn-soft"),
  words("bad", ...plain, ...touched, "bad-soft", ...upon("glass")),
  words("practice", ...plain, "practice-soft"),
  words("dawn-ink", "dawn", "dawn-hover"),
  words("tip-ink", "tip"),
  words("tip-quiet", "tip"),
  words("on-picture", ...upon("on-picture-ground"), ...upon("on-picture-hover"), ...upon("shade")),
  words("on-picture-practice", ...upon("on-picture-ground")),
  // The borders of controls, and the marks that carry a meaning.
  lines("line-control", ...plain, "hover", "well", ...upon("glass")),
  lines("dawn-line", ...plain, ...touched, "well", "dawn-soft", ...upon("glass")),
  lines("bad", ...plain, "well"),
  // A switch: its thumb on its ground, off and on.
  lines("panel", "text"),
  lines("quiet", "well"),
];

describe.each(["light", "dark"] as const)("by %s", (theme) => {
  it.each(pairs)("$ink is seen on everything it stands on ($least)", ({ ink, on, least }) => {
    const weak = on
      .map((pile) => ({ pile, reached: ratio(ink, pile, theme) }))
      .filter(({ reached }) => reached < least)
      .map(({ pile, reached }) => `--${ink} on --${pile}: ${reached.toFixed(2)}`);
    expect(weak).toEqual([]);
  });
});

it("leaves no colour out", () => {
  // Decoration: nothing has to be read from them.
  const decoration = new Set(["line", "shade-none"]);
  const met = new Set(pairs.flatMap(({ ink, on }) => [ink, ...on.flatMap((pile) => pile.split("/"))]));
  expect(colours.filter((name) => !met.has(name) && !decoration.has(name))).toEqual([]);
  expect(colours.length).toBeGreaterThan(30);
});

it("computes what the standard says", () => {
  expect(contrast([1, 1, 1, 1], [0, 0, 0, 1])).toBeCloseTo(21, 5);
  expect(contrast([1, 1, 1, 1], [119 / 255, 119 / 255, 119 / 255, 1])).toBeCloseTo(4.48, 2);
  // oklch(0.628 0.2577 29.23) is the red of the screen.
  const [r, g, b] = screen(0.62796, 0.25768, (29.2339 * Math.PI) / 180);
  expect([r, g, b].map((part) => Math.round(part * 255))).toEqual([255, 0, 0]);
  expect(over([1, 1, 1, 0.25], [0, 0, 0, 1])).toEqual([0.25, 0.25, 0.25, 1]);
});
