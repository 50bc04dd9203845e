import { ClipboardPaste, KeyRound } from "lucide-react";
import { type ComponentProps, type ReactNode, useId, useRef } from "react";
import { Button, IconButton } from "./button";
import { classes } from "./classes";
import field from "./field.module.css";
import styles from "./key-field.module.css";
import { Toned } from "./toned";

interface Props {
  words: { label: string; placeholder: string; paste: string; check: string };
  /** What is being asked takes a moment. The buttons rest, but keep the focus. */
  busy: boolean;
  /** Called with what was typed; the field is empty from then on, whatever comes of it. */
  onCheck: (key: string | null) => void;
  onPaste: () => void;
  /** With a key kept already, Check on an empty field checks that one. */
  hasKey: boolean;
  /** How it stands with the key: one line, or two. Read out when it changes. */
  lines: readonly { tone: ComponentProps<typeof Toned>["tone"]; words: string }[];
  /** Where the key goes; always there. */
  hint: string;
  /** Beside the name, such as the way to a key. */
  action?: ReactNode;
  /** There is room for an answer of two lines beforehand, where something below must not move. */
  roomy?: boolean;
}

/** The field is not bound to any state: the key is in the input until Check reads and empties it. */
export function KeyField({
  words,
  busy,
  onCheck,
  onPaste,
  hasKey,
  lines,
  hint,
  action,
  roomy = false,
}: Props) {
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const check = () => {
    const field = input.current;
    if (!field || busy) return;
    const typed = field.value.trim();
    field.value = "";
    if (typed !== "") onCheck(typed);
    else if (hasKey) onCheck(null);
    else field.focus();
  };
  return (
    <div className={styles.key}>
      <div className={styles.head}>
        <label htmlFor={id}>{words.label}</label>
        {action}
      </div>
      <div className={styles.row}>
        <div className={classes(field.box, styles.box)}>
          <input
            ref={input}
            id={id}
            className={field.input}
            type="password"
            data-testid="key-input"
            placeholder={words.placeholder}
            autoComplete="off"
            autoCapitalize="off"
            autoCorrect="off"
            spellCheck={false}
            aria-invalid={lines.some((line) => line.tone === "bad")}
            aria-describedby={`${id}-status ${id}-hint`}
            onKeyDown={(event) => {
              if (event.key === "Enter" && !event.nativeEvent.isComposing) check();
            }}
          />
          <div className={field.end}>
            <IconButton
              icon={ClipboardPaste}
              label={words.paste}
              size="small"
              aria-disabled={busy}
              onClick={() => {
                if (!busy) onPaste();
              }}
            />
          </div>
        </div>
        <Button className={styles.check} onClick={check} aria-disabled={busy} data-testid="key-check">
          {words.check}
        </Button>
      </div>
      <div className={styles.under} data-roomy={roomy} data-testid="key-status">
        <div className={styles.status} id={`${id}-status`} role="status">
          {lines.map(({ tone, words: said }) => (
            <Toned key={said} tone={tone} marked={hasKey && tone === "quiet" ? KeyRound : true}>
              {said}
            </Toned>
          ))}
        </div>
        <p className={styles.hint} id={`${id}-hint`}>
          {hint}
        </p>
      </div>
    </div>
  );
}
