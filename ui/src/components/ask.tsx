import { AlertDialog } from "@base-ui/react/alert-dialog";
import { type ReactNode, useRef } from "react";
import styles from "./ask.module.css";
import { Button } from "./button";
import { classes } from "./classes";
import sheet from "./sheet.module.css";

interface Props {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  children: ReactNode;
  confirm: string;
  cancel: string;
  onConfirm: () => void;
}

/** A question before what cannot be undone, and before nothing else. The focus is on what changes nothing. */
export function Ask({ open, onOpenChange, title, children, confirm, cancel, onConfirm }: Props) {
  const safe = useRef<HTMLButtonElement>(null);
  return (
    <AlertDialog.Root open={open} onOpenChange={onOpenChange}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={sheet.veil} />
        <AlertDialog.Popup className={classes(sheet.sheet, styles.ask)} initialFocus={safe} data-testid="ask">
          <AlertDialog.Title>{title}</AlertDialog.Title>
          <AlertDialog.Description className={styles.words}>{children}</AlertDialog.Description>
          <div className={styles.answers}>
            <AlertDialog.Close render={<Button ref={safe} data-testid="ask-cancel" />}>
              {cancel}
            </AlertDialog.Close>
            <AlertDialog.Close render={<Button kind="bad" data-testid="ask-confirm" />} onClick={onConfirm}>
              {confirm}
            </AlertDialog.Close>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
