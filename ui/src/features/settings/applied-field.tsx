import { type ComponentProps, useEffect, useState } from "react";
import { useSettings } from "../../api/hooks";
import type { SettingsPatch } from "../../api/types";
import { useErrorWords } from "../../api/use-error-words";
import { TextField } from "../../components/text-field";

interface Props extends Pick<ComponentProps<"input">, "inputMode"> {
  label: string;
  hint: string;
  testId: string;
  /** As it is kept. */
  value: string;
  /** What is changed by what was typed. */
  patch: (typed: string) => SettingsPatch;
}

/** Applied on blur and on Enter. What was typed stays, also where it cannot be used; why stands below. */
export function AppliedField({ label, hint, testId, value, patch, ...rest }: Props) {
  const settings = useSettings();
  const errorWords = useErrorWords();
  const [typed, setTyped] = useState(value);
  const [tried, setTried] = useState(value);
  useEffect(() => {
    setTyped(value);
    setTried(value);
  }, [value]);
  const apply = () => {
    if (typed === tried) return;
    setTried(typed);
    settings.mutate(patch(typed));
  };
  const fault = typed === tried ? settings.error : null;
  return (
    <TextField
      label={label}
      titled
      hint={hint}
      error={fault && errorWords(fault)}
      data-testid={testId}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={apply}
      onKeyDown={(event) => {
        if (event.key === "Enter" && !event.nativeEvent.isComposing) apply();
      }}
      {...rest}
    />
  );
}
