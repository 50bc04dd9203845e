import { Toast } from "@base-ui/react/toast";
import { X } from "lucide-react";
import styles from "./toasts.module.css";

/** Anything may say something; there is one place where it is shown. */
export const toasts = Toast.createToastManager<{ undo?: { label: string; run: () => void } }>();

/** Long enough to read and to reach Undo by keyboard. */
const SHOWN_MS = 8000;

export function say(title: string, undo?: { label: string; run: () => void }) {
  toasts.add({ title, timeout: SHOWN_MS, data: undo ? { undo } : {} });
}

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
  const shown = Toast.useToastManager<{ undo?: { label: string; run: () => void } }>();
  return shown.toasts.map((toast) => {
    const undo = toast.data?.undo;
    return (
      <Toast.Root key={toast.id} toast={toast} className={styles.toast} data-testid="toast">
        <Toast.Title className={styles.title} />
        {undo && (
          <Toast.Action
            className={styles.undo}
            data-testid="undo"
            onClick={() => {
              undo.run();
              shown.close(toast.id);
            }}
          >
            {undo.label}
          </Toast.Action>
        )}
        <Toast.Close className={styles.close} aria-label={dismissLabel} title={dismissLabel}>
          <X size={16} strokeWidth={1.5} aria-hidden="true" />
        </Toast.Close>
      </Toast.Root>
    );
  });
}
