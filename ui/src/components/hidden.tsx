import type { ComponentProps } from "react";
import { classes } from "./classes";
import styles from "./hidden.module.css";

/** Text for screen readers only. */
export function Hidden({ className, ...rest }: ComponentProps<"span">) {
  return <span {...rest} className={classes(styles.hidden, className)} />;
}
