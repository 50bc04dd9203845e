import type { ComponentProps, KeyboardEvent, ReactNode } from "react";
import styles from "./button.module.css";

interface Props extends ComponentProps<"button"> {
  /** One primary button in a place at most. */
  kind?: "plain" | "primary" | "quiet" | "bad";
  size?: "small" | "normal";
  icon?: ReactNode;
  /** It may cost money: a bare Enter does nothing, since an input method may have sent it. Space and clicks do. */
  spends?: boolean;
}

export function Button({
  kind = "plain",
  size = "normal",
  icon,
  spends = false,
  children,
  className,
  type = "button",
  ...rest
}: Props) {
  const names = [styles.button, styles[kind], styles[size], className];
  return (
    <button
      {...rest}
      {...(spends ? { onKeyDown: refuseEnter } : {})}
      type={type}
      className={names.filter(Boolean).join(" ")}
    >
      {icon}
      {children !== undefined && <span className={styles.label}>{children}</span>}
    </button>
  );
}

function refuseEnter(event: KeyboardEvent) {
  if (event.key === "Enter") event.preventDefault();
}

interface IconProps extends ComponentProps<"button"> {
  /** Said by screen readers and shown as the tooltip, with its key where there is one. */
  label: string;
  keys?: string;
  size?: "small" | "normal" | "large";
  pressed?: boolean;
}

export function IconButton({
  label,
  keys,
  size = "normal",
  pressed,
  children,
  className,
  type = "button",
  ...rest
}: IconProps) {
  const names = [styles.icon, styles[`icon-${size}`], className];
  return (
    <button
      title={keys ? `${label} (${keys})` : label}
      {...rest}
      type={type}
      aria-label={label}
      {...(pressed === undefined ? {} : { "aria-pressed": pressed })}
      className={names.filter(Boolean).join(" ")}
    >
      {children}
    </button>
  );
}
