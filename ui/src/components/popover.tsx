import { Popover as Base } from "@base-ui/react/popover";
import { type ComponentProps, type ReactElement, type ReactNode, useState } from "react";
import { classes } from "./classes";
import popup from "./popup.module.css";

interface Props {
  /** The button that opens it. */
  trigger: ReactElement;
  label: string;
  children: ReactNode;
  open?: boolean | undefined;
  onOpenChange?: (open: boolean) => void;
  side?: "top" | "bottom";
  align?: "start" | "center" | "end";
  /** Where the focus goes when it opens; by default to the first control inside. */
  initialFocus?: ComponentProps<typeof Base.Popup>["initialFocus"];
  className?: string | undefined;
}

/** A small panel beside the button that opened it. Esc and a press elsewhere close it. */
export function Popover({ trigger, open, onOpenChange, ...panel }: Props) {
  return (
    <Base.Root
      {...(open === undefined ? {} : { open })}
      {...(onOpenChange ? { onOpenChange: (now: boolean) => onOpenChange(now) } : {})}
    >
      <Base.Trigger render={trigger} />
      <Panel {...panel} />
    </Base.Root>
  );
}

interface BesideProps extends Pick<Props, "label" | "children" | "className"> {
  /** What it is about; it opens beside it. */
  anchor: Element | null;
  open: boolean;
  onClose: () => void;
}

/** The same panel where it was not a button of its own that opened it. */
export function PopoverBeside({ anchor, open, onClose, ...panel }: BesideProps) {
  // On its way out it stays beside what it was about, and gives the focus back to that.
  const [held, setHeld] = useState(anchor);
  if (anchor && anchor !== held) setHeld(anchor);
  return (
    <Base.Root open={open} onOpenChange={(now) => now || onClose()}>
      <Panel {...panel} anchor={anchor ?? held} />
    </Base.Root>
  );
}

interface PanelProps extends Omit<Props, "trigger" | "open" | "onOpenChange"> {
  anchor?: Element | null;
}

function Panel({
  label,
  children,
  anchor,
  initialFocus,
  className,
  side = "bottom",
  align = "start",
}: PanelProps) {
  return (
    <Base.Portal>
      <Base.Positioner
        className={popup.positioner}
        {...(anchor === undefined ? {} : { anchor })}
        side={side}
        align={align}
        sideOffset={8}
        collisionPadding={8}
        collisionAvoidance={{ side: "flip", align: "shift", fallbackAxisSide: "none" }}
      >
        <Base.Popup
          className={classes(popup.popup, className)}
          aria-label={label}
          {...(anchor instanceof HTMLElement
            ? { finalFocus: () => (anchor.isConnected ? anchor : true) }
            : {})}
          {...(initialFocus === undefined ? {} : { initialFocus })}
        >
          {children}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  );
}
