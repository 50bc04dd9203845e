import { ChevronDown } from "lucide-react";
import { type ComponentProps, useId } from "react";
import styles from "./field.module.css";

export interface Option {
  value: string;
  label: string;
}
interface Props extends Omit<ComponentProps<"select">, "onChange" | "value"> {
  label: string;
  value: string;
  options: readonly Option[];
  onChange: (value: string) => void;
  /** Why it is disabled, or what it means: in the tooltip and for screen readers. */
  hint?: string | undefined;
  hideLabel?: boolean;
}

export function SelectField({ label, value, options, onChange, hint, hideLabel = false, ...rest }: Props) {
  const id = useId();
  return (
    <div className={styles.field} title={hint}>
      <label className={hideLabel ? styles.away : styles.label} htmlFor={id}>
        {label}
      </label>
      <span className={styles.wrap}>
        <select
          {...rest}
          id={id}
          className={styles.select}
          value={value}
          aria-describedby={hint ? `${id}-hint` : undefined}
          onChange={(event) => onChange(event.currentTarget.value)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown className={styles.chevron} aria-hidden="true" />
      </span>
      {hint && (
        <span id={`${id}-hint`} className={styles.away}>
          {hint}
        </span>
      )}
    </div>
  );
}
