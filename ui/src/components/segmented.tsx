import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import { type ReactNode, useId } from "react";
import { classes } from "./classes";
import { Hidden } from "./hidden";
import styles from "./segmented.module.css";
import { Tooltip } from "./tooltip";

export interface Segment {
  value: string;
  label: string;
  /** Drawn in place of the label, which is then said only and shown as the tooltip. */
  drawing?: ReactNode;
  /** Why it cannot be chosen. It stays in sight, and says so. */
  why?: string | undefined;
  /** What to know before choosing it: it stays open. */
  hint?: string | undefined;
  testId?: string | undefined;
}

interface Props {
  label: string;
  hideLabel?: boolean;
  size?: "small" | "normal";
  value: string;
  options: readonly Segment[];
  onChange: (value: string) => void;
  "data-testid"?: string;
}

/** A few choices that are all in sight. Arrow keys move and choose, as in every radio group. */
export function Segmented({
  label,
  hideLabel = false,
  size = "normal",
  value,
  options,
  onChange,
  "data-testid": testId,
}: Props) {
  const id = useId();
  // The tab key stops at what is chosen, also where it was chosen from elsewhere; by itself the group
  // would remember where the focus was last.
  const held = options.some((option) => option.value === value && option.why === undefined);
  return (
    <div className={styles.field}>
      {hideLabel ? (
        <Hidden id={id}>{label}</Hidden>
      ) : (
        <span className={styles.label} id={id}>
          {label}
        </span>
      )}
      <RadioGroup
        className={classes(styles.group, size === "small" && styles.small)}
        aria-labelledby={id}
        value={value}
        data-testid={testId}
        data-value={value}
        onValueChange={(next) => onChange(String(next))}
      >
        {options.map((option) => (
          <Choice
            key={option.value}
            option={option}
            {...(held ? { tabIndex: option.value === value ? 0 : -1 } : {})}
            testId={option.testId ?? (testId && `${testId}-option`)}
          />
        ))}
      </RadioGroup>
    </div>
  );
}

interface ChoiceProps {
  option: Segment;
  tabIndex?: number;
  testId: string | undefined;
}

function Choice({ option, testId, ...stop }: ChoiceProps) {
  const { value, label, drawing, why } = option;
  const said = why ?? option.hint;
  const id = useId();
  const drawn = drawing !== undefined;
  const radio = (
    <Radio.Root
      value={value}
      disabled={why !== undefined}
      aria-label={label}
      aria-describedby={said === undefined ? undefined : id}
      className={classes(styles.segment, drawn && styles.drawn)}
      {...stop}
      data-testid={testId}
      data-value={value}
    >
      {drawn ? drawing : label}
      {said !== undefined && (
        <span id={id} hidden>
          {said}
        </span>
      )}
    </Radio.Root>
  );
  if (!drawn && said === undefined) return radio;
  return (
    <Tooltip label={drawn ? label : (said ?? label)} hint={drawn ? said : undefined}>
      {radio}
    </Tooltip>
  );
}
