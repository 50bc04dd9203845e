// Starts the translations. Both languages are part of the page, so a switch needs no restart and no wait.
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import en from "./en.json";
import zhCN from "./zh-CN.json";

export const spoken = ["en", "zh-CN"] as const;
export type Spoken = (typeof spoken)[number];

/** The language to speak where the settings say "system". */
export function systemLanguage(wanted: readonly string[]): Spoken {
  for (const tag of wanted) {
    if (/^zh\b/iu.test(tag)) return "zh-CN";
    if (/^en\b/iu.test(tag)) return "en";
  }
  return "en";
}

export function startLanguages(language: Spoken = systemLanguage(navigator.languages)) {
  document.documentElement.lang = language;
  i18next.on("languageChanged", (now) => {
    document.documentElement.lang = now;
  });
  // The resources are at hand, so this settles before the first render.
  void i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: "en",
    resources: { en: { translation: en }, "zh-CN": { translation: zhCN } },
    initAsync: false,
    // React renders text as text; escaping here would show entities.
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  return i18next;
}
