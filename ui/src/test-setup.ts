import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";
import { startLanguages } from "./i18n/setup";

startLanguages("en");
// What is waited for comes in a moment; a busy machine may take longer than the second that is usual.
configure({ asyncUtilTimeout: 10_000 });

afterEach(() => {
  cleanup();
  localStorage.clear();
  sessionStorage.clear();
});
