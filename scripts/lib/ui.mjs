// The built page: made again only when something it is made of is newer.
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { npmRun } from "./npm.mjs";
import { must, root, say } from "./run.mjs";

const sources = ["ui", "package.json", "package-lock.json"];

/** Builds the page into dist/ unless it is up to date. */
export async function buildUi() {
  const page = join(root, "dist/index.html");
  if (existsSync(page) && newest(sources) <= statSync(page).mtimeMs) return;
  say("Building the page.");
  await must(...npmRun("ui:build"));
}

/** The program embeds the page, so it does not compile without one. */
export async function ensureUi() {
  if (!existsSync(join(root, "dist/index.html"))) await buildUi();
}

function newest(paths) {
  return Math.max(
    ...paths.map((path) => {
      const entry = statSync(join(root, path), { throwIfNoEntry: false });
      if (!entry) return 0;
      if (!entry.isDirectory()) return entry.mtimeMs;
      // The folder's own time tells a file that was removed.
      return Math.max(entry.mtimeMs, newest(readdirSync(join(root, path)).map((name) => join(path, name))));
    }),
    0,
  );
}
