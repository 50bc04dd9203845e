// The packages of the page: installed when missing or older than the lock file.
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { must, root, say } from "./run.mjs";

/** Runs `npm ci` where node_modules does not match package-lock.json. */
export async function installNpm() {
  if (!isStale()) return;
  say("Installing the page's packages with npm ci.");
  await must("npm", ["ci", "--no-audit", "--no-fund"]);
}

/** A script of package.json. */
export const npmRun = (name, ...rest) => ["npm", ["run", "--silent", name, ...rest]];

function isStale() {
  // npm writes this file last, so it also tells an install that was broken off.
  const installed = join(root, "node_modules/.package-lock.json");
  if (!existsSync(installed)) return true;
  return statSync(join(root, "package-lock.json")).mtimeMs > statSync(installed).mtimeMs;
}
