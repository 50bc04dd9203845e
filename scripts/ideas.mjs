// `npm run ideas`: draws the pictures of the starter ideas anew, each from its own English sentence, with the practice
// studio's renderer: what a person sees there is what practice makes of it.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { must, program, root, say, Trouble } from "./lib/run.mjs";
import { setUp } from "./lib/system.mjs";

const pictures = join(root, "ui/src/assets/ideas");
const list = readFileSync(join(root, "ui/src/features/create/ideas-list.ts"), "utf8");
const ids = [...list.matchAll(/id: "([a-z]+)"/gu)].map((found) => found[1]);
const english = JSON.parse(readFileSync(join(root, "ui/src/i18n/en.json"), "utf8"));

/** All together no larger than this, in bytes. */
const limit = 700_000;

await program(async () => {
  await setUp("build", "test");
  const cargo = ["-q", "-p", "stillwake-practice", "--bin", "stillwake-practice"];
  const folder = mkdtempSync(join(tmpdir(), "ideas-"));
  rmSync(pictures, { recursive: true, force: true });
  mkdirSync(pictures);
  try {
    const prompts = english.ideas.prompts.split("\n");
    if (prompts.length !== ids.length) throw new Trouble("Each idea has one sentence, in the same order.");
    for (const [at, id] of ids.entries()) {
      const prompt = prompts[at];
      const drawn = join(folder, `${id}.png`);
      const still = ["still", "--prompt", prompt, "--size", "960x720", "--at", "0.4", drawn];
      await must("cargo", ["run", ...cargo, "--", ...still]);
      const small = ["-vf", "scale=320:240:flags=lanczos", "-q:v", "4", "-map_metadata", "-1"];
      await must("ffmpeg", ["-v", "error", "-y", "-i", drawn, ...small, join(pictures, `${id}.jpg`)]);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const sizes = readdirSync(pictures).map((name) => statSync(join(pictures, name)).size);
  const size = sizes.reduce((sum, one) => sum + one, 0);
  say(`${sizes.length} pictures, ${Math.round(size / 1000)} kB.`);
  if (size > limit) throw new Trouble(`That is more than ${limit / 1000} kB.`);
});
