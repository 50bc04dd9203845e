import { useState } from "react";
import { useTranslation } from "react-i18next";
import { classes } from "../../components/classes";
import { type Option, Select } from "../../components/select";
import { TextField } from "../../components/text-field";
import styles from "./choices.module.css";

interface Props {
  label: string;
  testId: string;
  placeholder: string;
  /** Characters of a typed value. */
  limit: number;
  numeric?: boolean;
  /** Empty: the service decides. */
  value: string;
  /** What is known to be taken; empty where nothing is, and then it is typed. */
  options: readonly Option[];
  /** Something else may be typed as well. */
  open: boolean;
  hint: string | undefined;
  onChange: (value: string) => void;
}

const OTHER = "other";

/** One of what is known, or whatever a person types where nothing is sure. */
export function OpenChoice(props: Props) {
  const { label, testId, value, options, open, hint, onChange } = props;
  const { t } = useTranslation();
  const [asked, setAsked] = useState(false);
  const strange = value !== "" && !options.some((option) => option.value === value);
  if (options.length === 0 || asked || strange) {
    return <Typed {...props} focus={asked} onLeave={() => setAsked(false)} />;
  }
  const decide = { value: "", label: t("create.decideShort"), hint: t("create.decide") };
  const other = open ? [{ value: OTHER, label: t("create.other") }] : [];
  return (
    <Select
      kind="inline"
      label={label}
      data-testid={testId}
      value={value}
      hint={hint}
      options={[decide, ...options, ...other]}
      onChange={(next) => (next === OTHER ? setAsked(true) : onChange(next))}
    />
  );
}

interface TypedProps extends Props {
  focus: boolean;
  /** It was left empty: the list can come back. */
  onLeave: () => void;
}

/** A small field in the line, with its name before it as the other choices have theirs. */
function Typed({
  label,
  testId,
  placeholder,
  limit,
  numeric,
  value,
  hint,
  focus,
  onChange,
  onLeave,
}: TypedProps) {
  return (
    <div className={classes(styles.typed, numeric && styles.short)}>
      <span aria-hidden="true">{label}</span>
      <TextField
        label={label}
        hideLabel
        data-testid={testId}
        title={hint}
        inputMode={numeric ? "numeric" : "text"}
        placeholder={placeholder}
        maxLength={limit}
        value={value}
        ref={(field) => {
          // After the list has closed, which gives the focus back to where it was.
          if (focus && value === "") requestAnimationFrame(() => field?.focus());
        }}
        onChange={(event) => onChange(event.currentTarget.value)}
        onBlur={() => value === "" && onLeave()}
      />
    </div>
  );
}
