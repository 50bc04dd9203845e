// Contact sheets: the scenes of one size, theme and language, named, so many on each that one can still see them.
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { must } from "../lib/run.mjs";

/** How wide a picture is on the sheet, px, how many stand side by side, and how many on one sheet. */
const WIDE = 640;
const ACROSS = 3;
const MOST = 15;

export async function makeSheets(from, to, prefix) {
  mkdirSync(to, { recursive: true });
  for (const old of readdirSync(to)) if (old.startsWith(`${prefix} `)) rmSync(join(to, old));
  for (const group of readdirSync(from)) {
    const pictures = readdirSync(join(from, group)).filter((name) => name.endsWith(".png"));
    for (let sheet = 0; sheet * MOST < pictures.length; sheet += 1) {
      const some = pictures.slice(sheet * MOST, (sheet + 1) * MOST);
      // Made smaller as they are read: a wall of large pictures is more than the tool takes into memory.
      const named = some.flatMap((name) => [
        ...["-label", name.replace(/\.png$/u, "")],
        `${join(from, group, name)}[${WIDE}x]`,
      ]);
      const form = ["-tile", `${ACROSS}x`, "-geometry", `${WIDE}x+8+8`, "-background", "#808080"];
      await must("montage", [...named, ...form, join(to, `${prefix} ${group} ${sheet + 1}.jpg`)]);
    }
  }
}
