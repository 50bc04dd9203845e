// `npm run bindings`: writes ui/src/bindings.ts anew from the shell's wire types. The test that
// checks the file is the one that writes it, so the two can never disagree.
import { product } from "./lib/cargo.mjs";
import { program, run } from "./lib/run.mjs";

await program(async () => {
  const test = ["test", ...product, "--test", "ipc", "bindings::"];
  const { code } = await run("cargo", test, { env: { STILLWAKE_WRITE_BINDINGS: "1" } });
  return code;
});
