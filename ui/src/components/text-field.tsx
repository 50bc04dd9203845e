import { type ComponentProps, useId } from "react";
import styles from "./field.module.css";

interface Props extends ComponentProps<"input"> {
  label: string;
  hideLabel?: boolean;
}

export function TextField({ label, hideLabel = false, className, ...rest }: Props) {
  const id = useId();
  return (
    <div className={[styles.field, className].filter(Boolean).join(" ")}>
      <label className={hideLabel ? styles.away : styles.label} htmlFor={id}>
        {label}
      </label>
      <input type="text" autoComplete="off" spellCheck={false} {...rest} id={id} className={styles.input} />
    </div>
  );
}
