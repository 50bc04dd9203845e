import { createReadStream, statSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import type { Plugin, ViteDevServer } from "vite";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The window's policy, as far as a page in a browser can follow it: the browser tests run under it. */
const policy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: http://127.0.0.1:*",
  "media-src 'self' http://127.0.0.1:*",
  "connect-src 'none'",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-src 'none'",
  "form-action 'none'",
].join("; ");

/** Serves the made-up platform's films, with the byte ranges that seeking needs. Never part of a build. */
function fakeFilms(): Plugin {
  const serve = (file: string) => (request: IncomingMessage, response: ServerResponse) => {
    const { size } = statSync(file);
    const range = /^bytes=(\d+)-(\d*)$/u.exec(request.headers.range ?? "");
    const start = range ? Number(range[1]) : 0;
    const end = range?.[2] ? Math.min(Number(range[2]), size - 1) : size - 1;
    response.writeHead(range ? 206 : 200, {
      "Content-Type": "video/mp4",
      "Accept-Ranges": "bytes",
      "Content-Length": end - start + 1,
      ...(range ? { "Content-Range": `bytes ${start}-${end}/${size}` } : {}),
    });
    createReadStream(file, { start, end }).pipe(response);
  };
  const films = ({ middlewares }: Pick<ViteDevServer, "middlewares">) => {
    for (const film of ["clip", "tall", "square", "varied"])
      middlewares.use(`/fake/${film}.mp4`, serve(here(`../tests/ui/fixtures/${film}.mp4`)));
    middlewares.use("/fake/first-light.mp4", serve(here("./src/assets/first-light.mp4")));
  };
  return { name: "fake-films", configureServer: films, configurePreviewServer: films };
}

/** The page of all parts is built for the browser tests only; the dev server has it anyway. */
const pages = process.env.STILLWAKE_PARTS === "1" ? ["./index.html", "./parts.html"] : ["./index.html"];

export default defineConfig({
  root: here("."),
  cacheDir: here("../node_modules/.cache/ui"),
  plugins: [react(), fakeFilms()],
  clearScreen: false,
  server: { host: "127.0.0.1", port: 1420, strictPort: true },
  preview: { headers: { "Content-Security-Policy": policy } },
  build: {
    outDir: here("../dist"),
    emptyOutDir: true,
    rolldownOptions: { input: pages.map(here) },
    // The policy allows no data: address, so nothing may be inlined as one.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 800,
    target: ["es2022", "safari17.5", "chrome123"],
  },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: [here("./src/test-setup.ts")],
    restoreMocks: true,
    testTimeout: 30_000,
    // All processors: by itself it leaves one free, which of two is half.
    maxWorkers: availableParallelism(),
  },
});
