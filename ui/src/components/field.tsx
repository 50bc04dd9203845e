import { type ReactNode, useId } from "react";
import { classes } from "./classes";
import styles from "./field.module.css";
import { Hidden } from "./hidden";

export interface FieldWords {
  label: string;
  /** The name is said but not shown: the place around it makes it clear. */
  hideLabel?: boolean | undefined;
  /** The label is the title of a row, in the text's own size and strength. */
  titled?: boolean | undefined;
  /** What to know beforehand, under the control. */
  hint?: string | undefined;
  /** What is wrong and how to mend it; stands where the hint stood. */
  error?: string | null | undefined;
}

interface Props extends FieldWords {
  className?: string | undefined;
  /** The control takes these, so that its name and its words belong to it. */
  children: (given: { id: string; describedBy: string | undefined; invalid: boolean }) => ReactNode;
}

/** A name, a control, and the words that belong to it. */
export function Field({ label, hideLabel = false, titled = false, hint, error, className, children }: Props) {
  const id = useId();
  const words = error ?? hint;
  return (
    <div className={classes(styles.field, className)}>
      {hideLabel ? (
        <Hidden>
          <label htmlFor={id}>{label}</label>
        </Hidden>
      ) : (
        <label className={titled ? undefined : styles.label} htmlFor={id}>
          {label}
        </label>
      )}
      {children({ id, describedBy: words ? `${id}-words` : undefined, invalid: Boolean(error) })}
      {words && (
        <p
          className={error ? styles.error : styles.hint}
          id={`${id}-words`}
          role={error ? "alert" : undefined}
        >
          {words}
        </p>
      )}
    </div>
  );
}
