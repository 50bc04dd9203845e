import { X } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "./button";
import { classes } from "./classes";
import styles from "./notice.module.css";

interface Props {
  tone?: "quiet" | "good" | "warn" | "bad" | "practice";
  children: ReactNode;
  actions?: ReactNode;
  /** With both, the sentence can be put away. */
  dismissLabel?: string;
  onDismiss?: () => void;
  /** Of the words alone, so that a field may be described by them. */
  id?: string;
  /** Errors interrupt a screen reader; the rest waits its turn. */
  role?: "alert" | "status";
  testId?: string;
}

export function Notice({
  tone = "quiet",
  children,
  actions,
  dismissLabel,
  onDismiss,
  id,
  role,
  testId,
}: Props) {
  return (
    <div className={classes(styles.notice, styles[tone])} data-testid={testId}>
      <div className={styles.words} id={id} role={role}>
        {children}
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
      {onDismiss && dismissLabel && (
        <IconButton icon={X} size="small" label={dismissLabel} onClick={onDismiss} />
      )}
    </div>
  );
}
