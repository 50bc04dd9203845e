// What the frame does to the document: the theme, the language, and the keys that work everywhere.
import i18next from "i18next";
import { useEffect, useRef } from "react";
import type { SettingsView } from "./api/types";
import { systemLanguage } from "./i18n/setup";
import { hasCommand, isComposing, isTyping } from "./lib/keys";

export type Place = "create" | "library" | "settings";

export function useLook({ theme, language }: Pick<SettingsView, "theme" | "language">) {
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  useEffect(() => {
    void i18next.changeLanguage(language === "system" ? systemLanguage(navigator.languages) : language);
  }, [language]);
}

interface Shortcuts {
  go: (place: Place) => void;
  find: () => void;
  help: () => void;
}

export function useShortcuts(shortcuts: Shortcuts) {
  const now = useRef(shortcuts);
  useEffect(() => {
    now.current = shortcuts;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isComposing(event) || event.altKey) return;
      const { go, find, help } = now.current;
      const act =
        hasCommand(event) && !event.shiftKey
          ? { "1": () => go("create"), "2": () => go("library"), ",": () => go("settings"), f: find }[
              event.key.toLowerCase()
            ]
          : event.key === "?" && !isTyping(event.target)
            ? help
            : undefined;
      if (!act) return;
      event.preventDefault();
      act();
    };
    // A file dropped where the shell does not catch it must not replace the page.
    const refuse = (event: DragEvent) => event.preventDefault();
    window.addEventListener("keydown", onKeyDown);
    window.addEventListener("dragover", refuse);
    window.addEventListener("drop", refuse);
    return () => {
      window.removeEventListener("keydown", onKeyDown);
      window.removeEventListener("dragover", refuse);
      window.removeEventListener("drop", refuse);
    };
  }, []);
}
