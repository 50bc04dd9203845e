// What the frame does to the document: the theme, the language, and the keys that work everywhere.
import i18next from "i18next";
import { useEffect, useRef } from "react";
import type { SettingsView } from "./api/types";
import { systemLanguage } from "./i18n/setup";
import { hasCommand, isComposing, isTyping } from "./lib/keys";

export type Place = "create" | "library" | "settings";

export function useLook({ theme, language, motion }: Pick<SettingsView, "theme" | "language" | "motion">) {
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  useEffect(() => {
    document.documentElement.dataset.motion = motion;
  }, [motion]);
  useEffect(() => {
    void i18next.changeLanguage(language === "system" ? systemLanguage(navigator.languages) : language);
  }, [language]);
}

interface Shortcuts {
  go: (place: Place) => void;
  find: () => void;
  undo: () => boolean;
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
      const act = actOf(event, now.current);
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

function actOf(event: KeyboardEvent, { go, find, undo, help }: Shortcuts): (() => void) | null {
  if (!hasCommand(event)) return event.key === "?" && !isTyping(event.target) ? help : null;
  if (event.shiftKey) return null;
  switch (event.key.toLowerCase()) {
    case "1":
      return () => go("create");
    case "2":
      return () => go("library");
    case ",":
      return () => go("settings");
    case "f":
      return find;
    // In a text field it undoes what was typed.
    case "z":
      return isTyping(event.target) ? null : undo;
    default:
      return null;
  }
}
