// What a key press means. Works on the few fields it needs, so that tests can pass plain objects.

export interface Press {
  key: string;
  code?: string;
  keyCode?: number;
  ctrlKey?: boolean;
  metaKey?: boolean;
  shiftKey?: boolean;
  altKey?: boolean;
  repeat?: boolean;
  isComposing?: boolean;
}

/** An input method is choosing characters: its Enter belongs to it. Safari and WebKitGTK report 229 instead. */
export function isComposing(press: Press): boolean {
  return press.isComposing === true || press.keyCode === 229;
}

export function hasCommand(press: Pick<Press, "ctrlKey" | "metaKey">): boolean {
  return press.ctrlKey === true || press.metaKey === true;
}

/**
 * Ctrl/Cmd+Enter, the only key that may spend money; with Shift before everything that waits. Null for every
 * other press.
 */
export function generates(press: Press): "last" | "first" | null {
  const meant = press.key === "Enter" && hasCommand(press) && press.altKey !== true;
  if (!meant || press.repeat === true || isComposing(press)) return null;
  return press.shiftKey === true ? "first" : "last";
}

/** The key that moves to the trash: on a Mac the one that is labelled so writes Backspace. */
export function isDelete({ key }: Press, platform: Platform): boolean {
  return key === "Delete" || (key === "Backspace" && platform === "macos");
}

const TYPING = new Set(["text", "search", "password", "email", "url", "number", "tel", ""]);

/** Letters do nothing while a text field has the focus. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.tagName === "TEXTAREA" || target.tagName === "SELECT") return true;
  return target instanceof HTMLInputElement && TYPING.has(target.type);
}

type Platform = "linux" | "macos" | "windows";

/** How the command key is written on this system. */
export function commandName(platform: Platform): string {
  return platform === "macos" ? "⌘" : "Ctrl+";
}
