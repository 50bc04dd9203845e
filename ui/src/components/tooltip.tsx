import { Tooltip as Base } from "@base-ui/react/tooltip";
import { type ReactElement, type ReactNode, useState } from "react";
import { Kbd } from "./kbd";
import styles from "./tooltip.module.css";

interface Props {
  /** What the thing does, or why it cannot. Said by sight only: the thing itself carries its own name. */
  label: string;
  /** The key that does the same, such as `Ctrl+Enter`. */
  keys?: string | undefined;
  /** More to know, in a second line. */
  hint?: string | undefined;
  side?: "top" | "right" | "bottom" | "left";
  children: ReactElement;
}

/** Shown after a moment of rest, and at once beside another that is still open. */
export function Tooltip({ label, keys, hint, side = "top", children }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <Base.Root
      open={open}
      onOpenChange={(next, change) => {
        setOpen(next);
        if (change.reason !== "escape-key") return;
        // Esc puts the tooltip away, and is still meant for what lies beneath it.
        change.cancel();
        change.allowPropagation();
      }}
    >
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner className={styles.positioner} side={side} sideOffset={6} collisionPadding={8}>
          <Base.Popup className={styles.tip} data-testid="tooltip">
            <span className={styles.line}>
              <span>{label}</span>
              {keys && <Kbd keys={keys} quiet />}
            </span>
            {hint && <span className={styles.hint}>{hint}</span>}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export function Tooltips({ children }: { children: ReactNode }) {
  return <Base.Provider delay={500}>{children}</Base.Provider>;
}
