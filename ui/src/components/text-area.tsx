import { type ComponentProps, type Ref, useLayoutEffect, useRef } from "react";
import { Field, type FieldWords } from "./field";
import styles from "./field.module.css";

interface Props extends Omit<ComponentProps<"textarea">, "id" | "ref">, FieldWords {
  value: string;
  ref?: Ref<HTMLTextAreaElement>;
}

/** Several lines; it grows with what is written, up to the height that its style allows. */
export function TextArea({ label, hideLabel, titled, hint, error, className, value, ref, ...rest }: Props) {
  const own = useRef<HTMLTextAreaElement>(null);
  useGrowing(own, value);
  return (
    <Field
      label={label}
      hideLabel={hideLabel}
      titled={titled}
      hint={hint}
      error={error}
      className={className}
    >
      {({ id, describedBy, invalid }) => (
        <textarea
          rows={2}
          aria-invalid={invalid}
          aria-describedby={describedBy}
          {...rest}
          ref={(element) => {
            own.current = element;
            if (typeof ref === "function") ref(element);
            else if (ref) ref.current = element;
          }}
          id={id}
          value={value}
          className={styles.input}
        />
      )}
    </Field>
  );
}

/** Makes a text area as high as its text. */
export function useGrowing(area: { readonly current: HTMLTextAreaElement | null }, text: string) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text is what changes the height
  useLayoutEffect(() => {
    const field = area.current;
    if (!field) return;
    field.style.height = "auto";
    // The borders belong to its height, but not to what scrolls.
    const borders = field.offsetHeight - field.clientHeight;
    field.style.height = `${field.scrollHeight + borders}px`;
  }, [area, text]);
}
