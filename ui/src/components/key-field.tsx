import { ClipboardPaste } from "lucide-react";
import { type ReactNode, useId, useRef } from "react";
import { Button } from "./button";
import styles from "./key-field.module.css";

interface Props {
  words: { label: string; placeholder: string; paste: string; check: string; get: string };
  busy: boolean;
  /** Called with what was typed; the field is empty from then on, whatever comes of it. */
  onCheck: (key: string | null) => void;
  onPaste: () => void;
  onGet: () => void;
  /** With a key kept already, Check on an empty field checks that one. */
  hasKey: boolean;
  status: ReactNode;
}

/** The field is not bound to any state: the key is in the input until Check reads and empties it. */
export function KeyField({ words, busy, onCheck, onPaste, onGet, hasKey, status }: Props) {
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
      <label className={styles.label} htmlFor={id}>
        {words.label}
      </label>
      <div className={styles.row}>
        <input
          ref={input}
          id={id}
          className={styles.input}
          type="password"
          data-testid="key-input"
          placeholder={words.placeholder}
          autoComplete="off"
          autoCapitalize="off"
          autoCorrect="off"
          spellCheck={false}
          aria-describedby={`${id}-status`}
          onKeyDown={(event) => {
            if (event.key === "Enter" && !event.nativeEvent.isComposing) check();
          }}
        />
        <Button
          onClick={onPaste}
          disabled={busy}
          icon={<ClipboardPaste size={16} strokeWidth={1.5} aria-hidden="true" />}
        >
          {words.paste}
        </Button>
        <Button onClick={check} disabled={busy} data-testid="key-check">
          {words.check}
        </Button>
      </div>
      <div className={styles.under}>
        <div className={styles.status} id={`${id}-status`} role="status" data-testid="key-status">
          {status}
        </div>
        <Button kind="quiet" size="small" onClick={onGet}>
          {words.get}
        </Button>
      </div>
    </div>
  );
}
