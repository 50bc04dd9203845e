import type { ComponentProps } from "react";
import styles from "./hidden.module.css";

/** Text for screen readers only. */
export function Hidden({ className, ...rest }: ComponentProps<"span">) {
  return <span {...rest} className={[styles.hidden, className].filter(Boolean).join(" ")} />;
}
