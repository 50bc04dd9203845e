import "@testing-library/jest-dom/vitest";
import { cleanup } from "@testing-library/react";
import { afterEach } from "vitest";
import { startLanguages } from "./i18n/setup";

startLanguages("en");

afterEach(() => {
  cleanup();
  localStorage.clear();
  sessionStorage.clear();
});
