import { Switch as Base } from "@base-ui/react/switch";
import styles from "./switch.module.css";

interface Props {
  label: string;
  describedBy?: string | undefined;
  on: boolean;
  disabled?: boolean;
  onChange: (on: boolean) => void;
  testId?: string;
}

export function Switch({ label, describedBy, on, disabled = false, onChange, testId }: Props) {
  return (
    <Base.Root
      className={styles.switch}
      aria-label={label}
      aria-describedby={describedBy}
      checked={on}
      disabled={disabled}
      data-testid={testId}
      onCheckedChange={(next) => onChange(next)}
    >
      <Base.Thumb className={styles.thumb} />
    </Base.Root>
  );
}
