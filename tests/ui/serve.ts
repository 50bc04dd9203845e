// Builds the page once, apart from the build that is shipped, and serves it for all files.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, preview } from "vite";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    address: string;
  }
}

export default async function serve(project: TestProject) {
  const configFile = fileURLToPath(new URL("../../ui/vite.config.ts", import.meta.url));
  const outDir = await mkdtemp(join(tmpdir(), "stillwake-page-"));
  // The test runner calls this environment "test"; what is tested is the page as it is shipped.
  process.env.NODE_ENV = "production";
  // With the page of all parts, which the shipped one does not have.
  process.env.STILLWAKE_PARTS = "1";
  await build({ configFile, mode: "production", logLevel: "warn", build: { outDir, emptyOutDir: true } });
  const server = await preview({
    configFile,
    logLevel: "warn",
    build: { outDir },
    preview: { host: "127.0.0.1", port: 0, strictPort: false },
  });
  const address = server.resolvedUrls?.local[0];
  if (!address) throw new Error("the page is not being served");
  project.provide("address", address);
  return async () => {
    await server.close();
    await rm(outDir, { recursive: true, force: true });
  };
}
