import type { ComponentProps, ReactNode } from "react";
import { Field, type FieldWords } from "./field";
import styles from "./field.module.css";

interface Props extends Omit<ComponentProps<"input">, "id">, FieldWords {
  /** A small button at its end, inside the border. */
  end?: ReactNode;
}

export function TextField({ label, hideLabel, titled, hint, error, className, end, ...rest }: Props) {
  return (
    <Field
      label={label}
      hideLabel={hideLabel}
      titled={titled}
      hint={hint}
      error={error}
      className={className}
    >
      {({ id, describedBy, invalid }) => {
        const input = (
          <input
            type="text"
            autoComplete="off"
            spellCheck={false}
            aria-invalid={invalid}
            aria-describedby={describedBy}
            {...rest}
            id={id}
            className={styles.input}
          />
        );
        if (end === undefined) return input;
        return (
          <div className={styles.box}>
            {input}
            <div className={styles.end}>{end}</div>
          </div>
        );
      }}
    </Field>
  );
}
