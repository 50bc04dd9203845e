// What cargo is asked to build. Everything uses one selection of packages and features, because
// another selection would compile the same libraries a second time.
import { join } from "node:path";
import { answerOf, root, Trouble, windows } from "./run.mjs";

// On a build machine a lock file that does not fit the manifests is a mistake, not something to mend.
const locked = process.env.CI ? ["--locked"] : [];

/** The page is served from the program, as in a release. */
export const features = ["--features", "stillwake/custom-protocol", ...locked];

/** All of the product; the bare window is only built for benchmarks and lints. */
export const product = ["--workspace", "--exclude", "stillwake-bare", ...features];

/** The app alone, for those who want to run it. */
export const app = ["-p", "stillwake", ...features];

/** Where cargo puts a program of the `debug` or `release` profile. */
export function builtProgram(name, profile) {
  const folder = process.env.CARGO_TARGET_DIR ?? join(root, "target");
  return join(folder, profile, windows ? `${name}.exe` : name);
}

/** Every test target but those named, as arguments for `cargo test`. */
export function testTargetsExcept(...left) {
  const answer = answerOf("cargo", ["metadata", "--no-deps", "--format-version", "1"], {
    maxBuffer: 64 * 1024 * 1024,
  });
  if (answer === null) throw new Trouble("`cargo metadata` failed: Cargo.toml cannot be read.");
  const names = JSON.parse(answer)
    .packages.filter((member) => member.name !== "stillwake-bare")
    .flatMap((member) => member.targets)
    .filter((target) => target.kind.includes("test") && !left.includes(target.name))
    .map((target) => target.name);
  return ["--lib", "--bins", ...names.flatMap((name) => ["--test", name])];
}
