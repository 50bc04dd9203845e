import { Menu as Base } from "@base-ui/react/menu";
import type { LucideIcon } from "lucide-react";
import { type ReactElement, useId } from "react";
import { classes } from "./classes";
import { Icon } from "./icon";
import { ariaKeys, Kbd } from "./kbd";
import styles from "./menu.module.css";
import popup from "./popup.module.css";

export interface MenuItem {
  label: string;
  icon?: LucideIcon;
  /** The key that does the same without the menu. */
  keys?: string | undefined;
  tone?: "bad";
  disabled?: boolean;
  /** Why it cannot be chosen; it stays in sight, within reach of the arrow keys, and says so. */
  why?: string | undefined;
  testId?: string;
  onSelect: () => void;
}

interface Props {
  /** The button that opens it. */
  trigger: ReactElement;
  /** Groups, with a line between two of them. */
  groups: readonly (readonly MenuItem[])[];
  align?: "start" | "end";
  side?: "top" | "bottom";
  onOpenChange?: (open: boolean) => void;
}

export function Menu({ trigger, groups, align = "end", side = "bottom", onOpenChange }: Props) {
  const id = useId();
  return (
    <Base.Root
      modal={false}
      {...(onOpenChange ? { onOpenChange: (open: boolean) => onOpenChange(open) } : {})}
    >
      <Base.Trigger render={trigger} id={id} />
      {/* It floats beside everything else: a landmark of its own, for whoever walks from one to the next. */}
      <Base.Portal role="region" aria-labelledby={id}>
        <Base.Positioner
          className={popup.positioner}
          side={side}
          align={align}
          sideOffset={4}
          collisionPadding={8}
        >
          <Base.Popup className={classes(popup.popup, styles.menu)}>
            {groups
              .filter((group) => group.length > 0)
              .map((group, index) => (
                <Base.Group key={group[0]?.label}>
                  {index > 0 && <Base.Separator className={popup.separator} />}
                  {group.map((item) => (
                    <Entry key={item.label} item={item} />
                  ))}
                </Base.Group>
              ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** Its name is its label alone; the key and the reason are told beside it. */
function Entry({ item }: { item: MenuItem }) {
  const { label, icon, keys, tone, disabled = false, why, testId, onSelect } = item;
  const id = useId();
  return (
    <Base.Item
      className={classes(popup.item, tone && popup[tone])}
      label={label}
      {...(keys === undefined ? {} : { "aria-keyshortcuts": ariaKeys(keys) })}
      {...(why === undefined ? {} : { "aria-describedby": id })}
      disabled={disabled || why !== undefined}
      data-testid={testId}
      onClick={onSelect}
    >
      {icon && <Icon of={icon} className={tone ? undefined : styles.icon} />}
      <span className={popup.words}>
        <span>{label}</span>
        {why && (
          <span className={popup.hint} id={id} aria-hidden="true">
            {why}
          </span>
        )}
      </span>
      {keys && (
        <span aria-hidden="true">
          <Kbd keys={keys} />
        </span>
      )}
    </Base.Item>
  );
}
