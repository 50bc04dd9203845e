// Picks what stands behind the page, then mounts it.
import { QueryClient } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createDraftStore } from "./api/draft-store";
import type { Platform } from "./api/types";
import { App } from "./app";
import { startLanguages } from "./i18n/setup";
import { createTauriPlatform } from "./platform/tauri";
import "./styles/fonts.css";
import "./styles/tokens.css";
import "./styles/places.css";
import "./styles/reset.css";

async function pickPlatform(): Promise<Platform> {
  if ("__TAURI_INTERNALS__" in window) return createTauriPlatform();
  const { createFakePlatform } = await import("./platform/fake");
  const fake = createFakePlatform(new URLSearchParams(location.search).get("fake") ?? "");
  // So that a browser test can let things happen to the page.
  Object.assign(window, { stillwake: fake.control });
  return fake;
}

function storage(kind: "localStorage" | "sessionStorage"): Storage | null {
  try {
    return window[kind];
  } catch {
    return null;
  }
}

async function start() {
  startLanguages();
  const root = document.getElementById("root");
  if (!root) return;
  const cache = new QueryClient({
    defaultOptions: {
      queries: { retry: false, refetchOnWindowFocus: false, networkMode: "always" },
      mutations: { networkMode: "always" },
    },
  });
  const drafts = createDraftStore(storage("localStorage"), storage("sessionStorage"));
  const platform = await pickPlatform();
  createRoot(root).render(
    <StrictMode>
      <App platform={platform} cache={cache} drafts={drafts} />
    </StrictMode>,
  );
}

void start();
