// Contact sheets: all scenes of one size, theme and language on one picture, named.
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { must } from "../lib/run.mjs";

/** How wide a picture is on the sheet, px, and how many stand side by side. */
const WIDE = 640;
const ACROSS = 4;

export async function makeSheets(from, to, prefix) {
  mkdirSync(to, { recursive: true });
  for (const group of readdirSync(from)) {
    const pictures = readdirSync(join(from, group)).filter((name) => name.endsWith(".png"));
    const named = pictures.flatMap((name) => ["-label", name.replace(/\.png$/u, ""), join(from, group, name)]);
    await must("montage", [
      ...named,
      ...["-tile", `${ACROSS}x`, "-geometry", `${WIDE}x+10+10`, "-background", "#808080", "-pointsize", "18"],
      join(to, `${prefix} ${group}.jpg`),
    ]);
  }
}
