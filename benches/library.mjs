// Gives the app a folder in which a person has worked for years: a hundred thousand clips, as `npm run seed`
// makes them.
import { spawnSync } from "node:child_process";
import { Trouble } from "../scripts/lib/run.mjs";

/** Fills `home`, which must not exist yet, with the program `stillwake-bench`; gives the number of clips in it. */
export function prepareLibrary(binary, home, count) {
  const { status, error } = spawnSync(binary, ["seed", "--home", home, "--count", `${count}`], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (error || status !== 0) throw new Trouble("The library to measure with could not be made.");
  return count;
}
