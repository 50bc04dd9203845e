// Contact sheets: the scenes of one size, theme and language, named, so many on each that one can still see them.
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { must } from "../lib/run.mjs";

/** How wide a picture is on the sheet, px, how many stand side by side, and how many on one sheet. */
export const windows = { wide: 640, across: 3, most: 15 };
/** A job's card is shown as large as it is: its words are what is looked at. */
export const cards = { wide: 340, across: 6, most: 24 };

export async function makeSheets(from, to, prefix, { wide, across, most } = windows) {
  mkdirSync(to, { recursive: true });
  for (const old of readdirSync(to)) if (old.startsWith(`${prefix} `)) rmSync(join(to, old));
  for (const group of readdirSync(from)) {
    const pictures = readdirSync(join(from, group)).filter((name) => name.endsWith(".png"));
    for (let sheet = 0; sheet * most < pictures.length; sheet += 1) {
      const some = pictures.slice(sheet * most, (sheet + 1) * most);
      // Made smaller as they are read: a wall of large pictures is more than the tool takes into memory.
      const named = some.flatMap((name) => [
        ...["-label", name.replace(/\.png$/u, "")],
        `${join(from, group, name)}[${wide}x]`,
      ]);
      const form = ["-tile", `${across}x`, "-geometry", `${wide}x+8+8`, "-background", "#808080"];
      await must("montage", [...named, ...form, join(to, `${prefix} ${group} ${sheet + 1}.jpg`)]);
    }
  }
}
