import { X } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "./button";
import styles from "./notice.module.css";

interface Props {
  tone?: "quiet" | "good" | "warn" | "bad" | "practice";
  children: ReactNode;
  actions?: ReactNode;
  /** With both, the sentence can be put away. */
  dismissLabel?: string;
  onDismiss?: () => void;
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
    <div className={[styles.notice, styles[tone]].join(" ")} id={id} role={role} data-testid={testId}>
      <div className={styles.words}>{children}</div>
      {actions && <div className={styles.actions}>{actions}</div>}
      {onDismiss && dismissLabel && (
        <IconButton size="small" label={dismissLabel} onClick={onDismiss}>
          <X size={16} strokeWidth={1.5} aria-hidden="true" />
        </IconButton>
      )}
    </div>
  );
}
