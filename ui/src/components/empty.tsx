import type { ReactNode } from "react";
import styles from "./empty.module.css";

interface Props {
  icon: ReactNode;
  title: string;
  hint?: string;
  action?: ReactNode;
  role?: "alert" | "status";
}

/** A list or a place with nothing in it: one picture, one sentence, one action. */
export function Empty({ icon, title, hint, action, role }: Props) {
  return (
    <div className={styles.empty} role={role}>
      <span className={styles.icon} aria-hidden="true">
        {icon}
      </span>
      <p className={styles.title}>{title}</p>
      {hint && <p className={styles.hint}>{hint}</p>}
      {action && <div className={styles.action}>{action}</div>}
    </div>
  );
}
