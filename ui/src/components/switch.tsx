import styles from "./switch.module.css";

interface Props {
  label: string;
  describedBy?: string;
  on: boolean;
  disabled?: boolean;
  onChange: (on: boolean) => void;
  testId?: string;
}

export function Switch({ label, describedBy, on, disabled = false, onChange, testId }: Props) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={on}
      aria-label={label}
      aria-describedby={describedBy}
      disabled={disabled}
      data-testid={testId}
      className={styles.switch}
      onClick={() => onChange(!on)}
    >
      <span className={styles.thumb} />
    </button>
  );
}
