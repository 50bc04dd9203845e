import { type ReactNode, useId } from "react";
import { classes } from "../components/classes";
import styles from "./parts.module.css";

/** One part in all its states. */
export function Part({ name, children }: { name: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className={styles.part} aria-labelledby={id} data-part={name}>
      <h2 id={id}>{name}</h2>
      <div className={styles.cells}>{children}</div>
    </section>
  );
}

interface Props {
  state: string;
  /** Takes a row of its own. */
  wide?: boolean;
  /** As narrow as a card of the queue. */
  narrow?: boolean;
  children: ReactNode;
}

export function Cell({ state, wide = false, narrow = false, children }: Props) {
  return (
    <div className={classes(styles.cell, wide && styles.wide, narrow && styles.narrow)} data-state={state}>
      <div className={styles.body}>{children}</div>
      <p className={styles.caption}>{state}</p>
    </div>
  );
}
