import type { LucideIcon } from "lucide-react";
import { classes } from "./classes";
import styles from "./icon.module.css";

interface Props {
  of: LucideIcon;
  size?: "tiny" | "small" | "large" | "huge";
  /** A filled shape stands for "on": a favourite, a pressed toggle. */
  filled?: boolean;
  className?: string | undefined;
}

/** One weight of line at every size. Decorative: the words beside it, or the label of its button, speak. */
export function Icon({ of: Drawing, size = "small", filled = false, className }: Props) {
  const names = classes(styles.icon, styles[size], filled && styles.filled, className);
  return <Drawing className={names} aria-hidden="true" />;
}
