import { type ReactNode, useId } from "react";
import { Switch } from "../../components/switch";
import styles from "./settings.module.css";

export function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.group}>
      <h2 className={styles.groupTitle}>{title}</h2>
      <div className={styles.rows}>{children}</div>
    </section>
  );
}

interface RowProps {
  title: string;
  hint?: string;
  hintId?: string;
  control: ReactNode;
}

/** A sentence and a control. Where there is no room beside it, the control stands below. */
export function Row({ title, hint, hintId, control }: RowProps) {
  return (
    <div className={styles.row}>
      <div className={styles.words}>
        <div>{title}</div>
        {hint && (
          <div className={styles.hint} id={hintId}>
            {hint}
          </div>
        )}
      </div>
      <div className={styles.control}>{control}</div>
    </div>
  );
}

interface SwitchRowProps extends Pick<RowProps, "title"> {
  hint: string;
  on: boolean;
  testId: string;
  onChange: (on: boolean) => void;
}

/** A choice that is on or off; what it means belongs to the switch. */
export function SwitchRow({ title, hint, on, testId, onChange }: SwitchRowProps) {
  const id = useId();
  return (
    <Row
      title={title}
      hint={hint}
      hintId={id}
      control={<Switch label={title} describedBy={id} on={on} testId={testId} onChange={onChange} />}
    />
  );
}
