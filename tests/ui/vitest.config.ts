import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The built page in headless Chromium on the made-up platform, under the window's policy. */
export default defineConfig({
  root: here("."),
  cacheDir: here("../../node_modules/.cache/ui-browser"),
  test: {
    include: ["*.test.ts"],
    globalSetup: [here("./serve.ts")],
    // One browser at a time: these run beside heavy builds.
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
