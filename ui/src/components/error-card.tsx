import { Copy } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "./button";
import { classes } from "./classes";
import { Disclosure } from "./disclosure";
import styles from "./error-card.module.css";

interface Props {
  tone?: "warn" | "bad" | "quiet";
  /** What happened, in a sentence without a code. */
  what: string;
  /** Whether it was charged; left out only where nothing can have been. */
  charged?: string | null | undefined;
  /** What helps, in words; the buttons do it. */
  help?: string | null | undefined;
  actions?: ReactNode;
  /** The technical side, for a support request. `text` is null until it is there. */
  details?:
    | {
        label: string;
        copyLabel: string;
        text: string | null;
        before?: ReactNode;
        onOpen?: () => void;
        onCopy: () => void;
      }
    | undefined;
  /** Errors interrupt a screen reader; what stands there for long does not. Only the words are read out. */
  role?: "alert" | "status" | undefined;
  /** On a ground of its own colour, or plain inside a card that has one. */
  ground?: boolean;
  /** Where the queue is a bar there is more width than height: what helps stands beside what happened. */
  beside?: boolean;
  testId?: string;
}

/** Three short lines and one door: what happened; was it charged; what helps. */
export function ErrorCard({
  tone = "bad",
  what,
  charged,
  help,
  actions,
  details,
  role,
  ground = true,
  beside = false,
  testId,
}: Props) {
  return (
    <div
      className={classes(styles.error, styles[tone], ground && styles.ground, beside && styles.beside)}
      data-testid={testId}
    >
      <div className={styles.words} role={role}>
        <p className={styles.what}>{what}</p>
        {charged && <p>{charged}</p>}
        {help && <p className={styles.help}>{help}</p>}
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
      {details && (
        <Disclosure label={details.label} onOpen={details.onOpen}>
          {details.before}
          <pre className={styles.raw} {...scrolling(details.label)} aria-busy={details.text === null}>
            {details.text ?? ""}
          </pre>
          <Button
            className={styles.copy}
            size="small"
            icon={Copy}
            disabled={details.text === null}
            data-testid="job-copy"
            onClick={details.onCopy}
          >
            {details.copyLabel}
          </Button>
        </Disclosure>
      )}
    </div>
  );
}

/** A scrolling area must be reachable by keyboard, and what is reachable has a role and a name. */
function scrolling(name: string) {
  return { role: "group", tabIndex: 0, "aria-label": name };
}
