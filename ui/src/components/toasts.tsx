import { Toast } from "@base-ui/react/toast";
import { X } from "lucide-react";
import { Button, IconButton } from "./button";
import styles from "./toasts.module.css";

/** What a message can be answered with. */
export interface ToastAction {
  label: string;
  run: () => void;
}

interface Data {
  undo?: ToastAction;
  also?: ToastAction;
}

/** Anything may say something; there is one place where it is shown. */
export const toasts = Toast.createToastManager<Data>();

/** Long enough to read and to reach Undo by keyboard. */
const SHOWN_MS = 8000;

/** What can be undone for as long as it is shown, the newest last. */
const undoable: { id: string; run: () => void }[] = [];

/** `also` is what one may want next, such as to see where something was saved. */
export function say(title: string, undo?: ToastAction, also?: ToastAction) {
  const id: string = toasts.add({
    title,
    timeout: SHOWN_MS,
    data: { ...(undo ? { undo } : {}), ...(also ? { also } : {}) },
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
  const shown = Toast.useToastManager<Data>();
  return shown.toasts.map((toast) => {
    const { undo, also } = toast.data ?? {};
    const answer = (action: ToastAction) => () => {
      // First closed: what it says in turn would otherwise be given the focus before it is there.
      shown.close(toast.id);
      action.run();
    };
    return (
      <Toast.Root key={toast.id} toast={toast} className={styles.toast} data-testid="toast">
        <Toast.Title className={styles.title} render={<p />} />
        {(undo || also) && (
          <div className={styles.answers}>
            {also && (
              <Button size="small" data-testid="toast-also" onClick={answer(also)}>
                {also.label}
              </Button>
            )}
            {undo && (
              <Toast.Action render={<Button size="small" />} data-testid="undo" onClick={answer(undo)}>
                {undo.label}
              </Toast.Action>
            )}
          </div>
        )}
        {/* The messages are never piled up, so each one is whole for everybody. */}
        <Toast.Close aria-hidden={false} render={<IconButton icon={X} label={dismissLabel} size="small" />} />
      </Toast.Root>
    );
  });
}
