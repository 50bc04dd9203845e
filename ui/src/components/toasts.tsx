import { Toast } from "@base-ui/react/toast";
import { X } from "lucide-react";
import { Button, IconButton } from "./button";
import styles from "./toasts.module.css";

/** Anything may say something; there is one place where it is shown. */
export const toasts = Toast.createToastManager<{ undo?: Undo }>();

interface Undo {
  label: string;
  run: () => void;
}

/** Long enough to read and to reach Undo by keyboard. */
const SHOWN_MS = 8000;

/** What can be undone for as long as it is shown, the newest last. */
const undoable: { id: string; run: () => void }[] = [];

export function say(title: string, undo?: Undo) {
  const id: string = toasts.add({
    title,
    timeout: SHOWN_MS,
    data: undo ? { undo } : {},
    onClose: () => {
      const at = undoable.findIndex((one) => one.id === id);
      if (at >= 0) undoable.splice(at, 1);
    },
  });
  if (undo) undoable.push({ id, run: undo.run });
}

/** Undoes the newest thing that still can be undone, as its button would; false where there is none. */
export function undoLast(): boolean {
  const last = undoable.at(-1);
  if (!last) return false;
  toasts.close(last.id);
  last.run();
  return true;
}

/** F6 leads there from anywhere, Esc puts a message away, and the focus goes back to where it was. */
export function Toasts({ label, dismissLabel }: { label: string; dismissLabel: string }) {
  return (
    <Toast.Provider toastManager={toasts} limit={3}>
      <Toast.Portal>
        <Toast.Viewport className={styles.viewport} aria-label={label}>
          <List dismissLabel={dismissLabel} />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function List({ dismissLabel }: { dismissLabel: string }) {
  const shown = Toast.useToastManager<{ undo?: Undo }>();
  return shown.toasts.map((toast) => {
    const undo = toast.data?.undo;
    return (
      <Toast.Root key={toast.id} toast={toast} className={styles.toast} data-testid="toast">
        <Toast.Title className={styles.title} render={<p />} />
        {undo && (
          <Toast.Action
            render={<Button size="small" />}
            data-testid="undo"
            onClick={() => {
              // First closed: what undoing says in turn would otherwise be given the focus before it is there.
              shown.close(toast.id);
              undo.run();
            }}
          >
            {undo.label}
          </Toast.Action>
        )}
        {/* The messages are never piled up, so each one is whole for everybody. */}
        <Toast.Close aria-hidden={false} render={<IconButton icon={X} label={dismissLabel} size="small" />} />
      </Toast.Root>
    );
  });
}
