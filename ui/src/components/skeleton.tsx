import type { CSSProperties } from "react";
import { classes } from "./classes";
import styles from "./skeleton.module.css";

interface Props {
  /** Width over height; without one it is a line of text. */
  ratio?: number;
  className?: string | undefined;
}

/** Holds the place of what comes, in its size. Shown only after a wait that is worth a sign. */
export function Skeleton({ ratio, className }: Props) {
  const style = ratio === undefined ? undefined : ({ "--ratio": ratio } as CSSProperties);
  return (
    <span
      className={classes(ratio === undefined ? styles.line : styles.picture, className)}
      style={style}
      aria-hidden="true"
      data-testid="skeleton"
    />
  );
}
