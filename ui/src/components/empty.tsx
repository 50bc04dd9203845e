import type { ReactNode } from "react";
import { Art, type ArtName } from "./art";
import styles from "./empty.module.css";

interface Props {
  art: ArtName;
  title: string;
  hint?: string | undefined;
  action?: ReactNode;
  role?: "alert" | "status";
  testId?: string;
}

/** A list or a place with nothing in it: one picture, one sentence, one action. */
export function Empty({ art, title, hint, action, role, testId }: Props) {
  return (
    <div className={styles.empty} role={role} data-testid={testId}>
      <Art of={art} />
      <p className={styles.title}>{title}</p>
      {hint && <p className={styles.hint}>{hint}</p>}
      {action && <div className={styles.action}>{action}</div>}
    </div>
  );
}
