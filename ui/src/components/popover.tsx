import { Popover as Base } from "@base-ui/react/popover";
import type { ComponentProps, ReactElement, ReactNode } from "react";
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
export function Popover({
  trigger,
  label,
  children,
  open,
  onOpenChange,
  side = "bottom",
  align = "start",
  initialFocus,
  className,
}: Props) {
  return (
    <Base.Root
      {...(open === undefined ? {} : { open })}
      {...(onOpenChange ? { onOpenChange: (now: boolean) => onOpenChange(now) } : {})}
    >
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner
          className={popup.positioner}
          side={side}
          align={align}
          sideOffset={8}
          collisionPadding={8}
          collisionAvoidance={{ side: "flip", align: "shift", fallbackAxisSide: "none" }}
        >
          <Base.Popup
            className={classes(popup.popup, className)}
            aria-label={label}
            {...(initialFocus === undefined ? {} : { initialFocus })}
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
