import { Fragment } from "react";
import styles from "./kbd.module.css";

/** Keys as they are printed on a keyboard: `Ctrl+Enter` is one chord, drawn as one cap per key. */
export function Kbd({ keys, quiet = false }: { keys: string; quiet?: boolean }) {
  return (
    <kbd className={quiet ? styles.quiet : styles.chord}>
      {capsOf(keys).map((cap, index) => (
        <Fragment key={cap}>
          {index > 0 && BETWEEN}
          <kbd className={styles.cap}>{cap}</kbd>
        </Fragment>
      ))}
    </kbd>
  );
}

/** Takes no room between the caps, but keeps their names apart where they are read aloud or copied. */
const BETWEEN = " ";

/** `+` alone is a key, not a joint; a glyph such as ⌘ stands for itself. */
export function capsOf(keys: string): string[] {
  return keys.length === 1 ? [keys] : keys.split(/(?<=[^+])\+|(?<=⌘)(?=[^+])/u).filter(Boolean);
}

/** The same chord as `aria-keyshortcuts` writes it. */
export function ariaKeys(keys: string): string {
  return capsOf(keys)
    .map((cap) => names[cap] ?? cap)
    .join("+");
}

const names: Record<string, string> = {
  Ctrl: "Control",
  "⌘": "Meta",
  Esc: "Escape",
  "←": "ArrowLeft",
  "→": "ArrowRight",
  "↑": "ArrowUp",
  "↓": "ArrowDown",
  "+": "Plus",
};
