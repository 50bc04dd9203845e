// `npm run first-light`: draws the first screen's film and its still anew, with the practice studio's own
// renderer, so that what a person sees first is what practice really makes. Only the packing is ffmpeg's: a
// film that ships with the app may be smaller than one that has to be ready in seconds.
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { must, program, root, say, Trouble } from "./lib/run.mjs";
import { setUp } from "./lib/system.mjs";

const prompt = "static shot: a heron waits at a mountain lake while the night turns to sunrise";
const film = join(root, "ui/src/assets/first-light.mp4");
const still = join(root, "ui/src/assets/first-light.jpg");

/** Together no larger than this, in bytes. */
const limit = 700_000;

await program(async () => {
  await setUp("build", "test");
  const folder = mkdtempSync(join(tmpdir(), "first-light-"));
  try {
    const drawn = join(folder, "drawn.mp4");
    const clip = ["clip", "--prompt", prompt, "--size", "864x960", "--seconds", "6", drawn];
    await must("cargo", ["run", "-q", "-p", "stillwake-practice", "--bin", "stillwake-practice", "--", ...clip]);
    const from = ["-v", "error", "-y", "-i", drawn];
    const h264 = ["-c:v", "libx264", "-preset", "veryslow", "-tune", "animation", "-crf", "24"];
    const plain = ["-pix_fmt", "yuv420p", "-an", "-map_metadata", "-1", "-movflags", "+faststart"];
    await must("ffmpeg", [...from, ...h264, ...plain, film]);
    // The still is the packed film's own first frame, so that nothing jumps when it wakes.
    await must("ffmpeg", ["-v", "error", "-y", "-i", film, "-frames:v", "1", "-q:v", "3", still]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const size = statSync(film).size + statSync(still).size;
  say(`The film and its still are ${Math.round(size / 1000)} kB.`);
  if (size > limit) throw new Trouble(`That is more than ${limit / 1000} kB.`);
});
