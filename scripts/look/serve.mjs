// Builds the page apart from the one that is shipped, serves it, and reads the scenes.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, preview, runnerImport } from "vite";
import { root } from "../lib/run.mjs";

export async function servePage() {
  const configFile = join(root, "ui/vite.config.ts");
  const outDir = await mkdtemp(join(tmpdir(), "stillwake-look-"));
  const { module } = await runnerImport(join(root, "tests/ui/scenes.ts"), { configFile: false, logLevel: "warn" });
  await build({ configFile, logLevel: "warn", build: { outDir, emptyOutDir: true } });
  const server = await preview({
    configFile,
    logLevel: "warn",
    build: { outDir },
    preview: { host: "127.0.0.1", port: 0, strictPort: false },
  });
  return {
    scenes: module.scenes,
    address: server.resolvedUrls.local[0],
    close: async () => {
      await server.close();
      await rm(outDir, { recursive: true, force: true });
    },
  };
}
