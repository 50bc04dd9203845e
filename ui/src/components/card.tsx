import type { ComponentProps } from "react";
import styles from "./card.module.css";
import { classes } from "./classes";

interface Props extends ComponentProps<"div"> {
  /** `quiet` lies in the page; `raised` stands out from it by a shade, `floating` by a shadow. */
  kind?: "quiet" | "raised" | "floating";
}

export function Card({ kind = "quiet", className, ...rest }: Props) {
  return <div {...rest} className={classes(styles.card, styles[kind], className)} />;
}
