import { Select as Base } from "@base-ui/react/select";
import { Check, ChevronDown } from "lucide-react";
import { useId } from "react";
import { classes } from "./classes";
import { Hidden } from "./hidden";
import { Icon } from "./icon";
import popup from "./popup.module.css";
import styles from "./select.module.css";
import { Tooltip } from "./tooltip";

export interface Option {
  value: string;
  label: string;
  /** A quiet second line. */
  hint?: string | undefined;
  disabled?: boolean | undefined;
}

interface Props {
  label: string;
  value: string;
  options: readonly Option[];
  onChange: (value: string) => void;
  /** `field`: a bordered control under its name. `inline`: name and value in one quiet line, without a border. */
  kind?: "field" | "inline";
  hideLabel?: boolean;
  /** What it means, or why it is disabled: in the tooltip, and for screen readers. */
  hint?: string | undefined;
  disabled?: boolean;
  "data-testid"?: string;
}

/** One of a few values. The list opens in place and belongs to the app, so it looks the same everywhere. */
export function Select({
  label,
  value,
  options,
  onChange,
  kind = "field",
  hideLabel = false,
  hint,
  disabled = false,
  "data-testid": testId,
}: Props) {
  const id = useId();
  const shown = options.find((option) => option.value === value)?.label ?? value;
  const given = {
    className: classes(styles.trigger, styles[kind]),
    "aria-labelledby": `${id}-label ${id}-value`,
    "aria-describedby": hint ? `${id}-hint` : undefined,
    "data-testid": testId,
    "data-value": value,
    children: (
      <>
        {kind === "inline" && !hideLabel && (
          <span className={styles.inlineLabel} aria-hidden="true">
            {label}
          </span>
        )}
        <span className={styles.value} id={`${id}-value`}>
          {shown}
        </span>
        <Icon of={ChevronDown} className={styles.chevron} />
      </>
    ),
  };
  // One that rests and says why stays within reach of the keyboard; a disabled button would not be.
  const trigger =
    disabled && hint ? (
      <button {...given} type="button" {...resting} />
    ) : (
      <Base.Trigger {...given} disabled={disabled} />
    );
  return (
    <div className={styles.select}>
      {hideLabel || kind === "inline" ? (
        <Hidden id={`${id}-label`}>{label}</Hidden>
      ) : (
        <span className={styles.label} id={`${id}-label`}>
          {label}
        </span>
      )}
      <Base.Root
        value={value}
        modal={false}
        onValueChange={(next) => {
          if (next !== null) onChange(next);
        }}
      >
        {hint ? <Tooltip label={hint}>{trigger}</Tooltip> : trigger}
        <Base.Portal>
          <Base.Positioner
            className={popup.positioner}
            alignItemWithTrigger={false}
            sideOffset={4}
            collisionPadding={8}
          >
            <Base.Popup className={classes(popup.popup, styles.popup)}>
              <Base.List className={styles.list} aria-labelledby={`${id}-label`}>
                {options.map((option) => (
                  <Choice key={option.value} option={option} testId={testId && `${testId}-option`} />
                ))}
              </Base.List>
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
      {hint && (
        <span id={`${id}-hint`} hidden>
          {hint}
        </span>
      )}
    </div>
  );
}

const resting = {
  role: "combobox",
  "aria-disabled": true,
  "aria-expanded": false,
  "aria-haspopup": "listbox",
  "data-disabled": "",
} as const;

function Choice({ option, testId }: { option: Option; testId: string | undefined }) {
  const { value, label, hint, disabled = false } = option;
  return (
    <Base.Item
      value={value}
      label={label}
      disabled={disabled}
      className={popup.item}
      data-testid={testId}
      data-value={value}
    >
      <Icon of={Check} className={styles.check} />
      <Base.ItemText className={popup.words}>
        <span>{label}</span>
        {hint && <span className={popup.hint}>{hint}</span>}
      </Base.ItemText>
    </Base.Item>
  );
}
