import type { LucideIcon } from "lucide-react";
import { type ComponentProps, type KeyboardEvent, type MouseEvent, useId } from "react";
import styles from "./button.module.css";
import { classes } from "./classes";
import { Icon } from "./icon";
import { ariaKeys } from "./kbd";
import { Tooltip } from "./tooltip";

interface Common {
  /** The key that does the same; told by the tooltip. */
  keys?: string | undefined;
  /** More to know: what it does not do, or why it cannot be pressed. In the tooltip, and as its description. */
  hint?: string | undefined;
  size?: "small" | "normal" | "large";
  /** A toggle says whether it is on. */
  pressed?: boolean | undefined;
}

interface Props extends ComponentProps<"button">, Common {
  /** One primary button in a place at most. */
  kind?: "plain" | "primary" | "quiet" | "bad";
  icon?: LucideIcon;
  /** It may cost money: a bare Enter does nothing, since an input method may have sent it. Space and clicks do. */
  spends?: boolean;
}

export function Button({
  kind = "plain",
  size = "normal",
  icon,
  keys,
  hint,
  pressed,
  spends = false,
  children,
  className,
  type = "button",
  ...rest
}: Props) {
  const id = useId();
  const button = (
    <button
      {...rest}
      {...(spends ? { onKeyDown: refuseEnter(rest.onKeyDown) } : {})}
      {...manners(rest, { keys, hint, pressed }, id)}
      type={type}
      className={classes(styles.button, styles[kind], styles[size], className)}
    >
      {icon && <Icon of={icon} size={size === "small" ? "tiny" : "small"} filled={pressed === true} />}
      {children !== undefined && <span className={styles.label}>{children}</span>}
    </button>
  );
  if (keys === undefined && hint === undefined) return button;
  return (
    <>
      <Tooltip label={hint ?? (typeof children === "string" ? children : "")} keys={keys}>
        {button}
      </Tooltip>
      <Description id={id} of={hint} />
    </>
  );
}

interface IconProps extends Omit<ComponentProps<"button">, "children">, Common {
  icon: LucideIcon;
  /** Said by screen readers and shown as the tooltip, with its key where there is one. */
  label: string;
  /** Upon a picture: its own dark ground, whatever the theme. */
  onPicture?: boolean;
  side?: ComponentProps<typeof Tooltip>["side"];
}

export function IconButton({
  icon,
  label,
  keys,
  hint,
  size = "normal",
  pressed,
  onPicture = false,
  side = "top",
  className,
  type = "button",
  ...rest
}: IconProps) {
  const id = useId();
  return (
    <>
      <Tooltip label={label} keys={keys} hint={hint} side={side}>
        <button
          {...rest}
          {...manners(rest, { keys, hint, pressed }, id)}
          type={type}
          aria-label={label}
          className={classes(styles.icon, styles[`icon-${size}`], onPicture && styles.onPicture, className)}
        >
          <Icon of={icon} size={size === "small" ? "small" : "large"} filled={pressed === true} />
        </button>
      </Tooltip>
      <Description id={id} of={hint} />
    </>
  );
}

/** Takes no room and is no part of the name; a description may be read from what is hidden. */
function Description({ id, of }: { id: string; of: string | undefined }) {
  return of === undefined ? null : (
    <span id={id} hidden>
      {of}
    </span>
  );
}

/** What a button tells about itself. One that cannot be pressed and says why keeps its place in the tab order. */
function manners(given: ComponentProps<"button">, { keys, hint, pressed }: Common, id: string) {
  const resting = given.disabled === true && hint !== undefined;
  return {
    ...(hint === undefined ? {} : { "aria-describedby": classes(given["aria-describedby"], id) }),
    ...(keys === undefined ? {} : { "aria-keyshortcuts": ariaKeys(keys) }),
    ...(pressed === undefined ? {} : { "aria-pressed": pressed }),
    ...(resting ? { disabled: false, "aria-disabled": true, onClick: refuse } : {}),
  };
}

function refuse(event: MouseEvent) {
  event.preventDefault();
  event.stopPropagation();
}

function refuseEnter(also: ComponentProps<"button">["onKeyDown"]) {
  return (event: KeyboardEvent<HTMLButtonElement>) => {
    if (event.key === "Enter") event.preventDefault();
    also?.(event);
  };
}
