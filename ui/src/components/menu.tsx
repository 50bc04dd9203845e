import { Menu as Base } from "@base-ui/react/menu";
import { Check, ChevronRight, type LucideIcon } from "lucide-react";
import { createContext, type ReactElement, type RefObject, useContext, useId, useRef } from "react";
import { classes } from "./classes";
import { Icon } from "./icon";
import { ariaKeys, Kbd } from "./kbd";
import styles from "./menu.module.css";
import popup from "./popup.module.css";

export interface MenuItem {
  /** Tells it from another one with the same words. */
  id?: string;
  label: string;
  icon?: LucideIcon;
  /** The address of a small picture in the icon's place. */
  picture?: string;
  /** The key that does the same without the menu. */
  keys?: string | undefined;
  tone?: "bad";
  disabled?: boolean;
  /** Why it cannot be chosen; it stays in sight, within reach of the arrow keys, and says so. */
  why?: string | undefined;
  testId?: string;
  /** One of several that are on or off; it says which. */
  checked?: boolean;
  /** What it does takes the focus somewhere else: it begins once the menu has gone and has given the focus back. */
  leaves?: boolean;
  /** It leads on to others. */
  items?: readonly (readonly MenuItem[])[];
  onSelect?: () => void;
}

interface Props {
  /** The button that opens it. */
  trigger: ReactElement;
  /** Groups, with a line between two of them. */
  groups: readonly (readonly MenuItem[])[];
  /** A line over a group, by the group's place; most need none. */
  titles?: Readonly<Record<number, string>>;
  align?: "start" | "end";
  side?: "top" | "bottom";
  onOpenChange?: (open: boolean) => void;
}

export function Menu({ trigger, groups, titles = {}, align = "end", side = "bottom", onOpenChange }: Props) {
  const id = useId();
  const later = useRef<(() => void) | undefined>(undefined);
  return (
    <Base.Root
      modal={false}
      {...(onOpenChange ? { onOpenChange: (open: boolean) => onOpenChange(open) } : {})}
      onOpenChangeComplete={(open) => {
        const run = later.current;
        later.current = undefined;
        if (!open && run) requestAnimationFrame(run);
      }}
    >
      <Base.Trigger render={trigger} id={id} />
      <Later value={later}>
        <Popup labelledBy={id} side={side} align={align} groups={groups} titles={titles} />
      </Later>
    </Base.Root>
  );
}

/** What waits for the menu to be gone. */
const Later = createContext<RefObject<(() => void) | undefined>>({ current: undefined });

interface PopupProps extends Pick<Props, "groups"> {
  titles: Readonly<Record<number, string>>;
  labelledBy: string;
  side: "top" | "bottom" | "inline-end";
  align: "start" | "end";
}

function Popup({ labelledBy, side, align, groups, titles }: PopupProps) {
  const shown = groups
    .map((items, at) => ({ items, title: titles[at] }))
    .filter(({ items }) => items.length > 0);
  return (
    // It floats beside everything else: a landmark of its own, for whoever walks from one to the next.
    <Base.Portal role="region" aria-labelledby={labelledBy}>
      <Base.Positioner
        className={popup.positioner}
        side={side}
        align={align}
        sideOffset={4}
        collisionPadding={8}
      >
        <Base.Popup className={classes(popup.popup, styles.menu)}>
          {shown.map(({ items, title }, index) => (
            <Base.Group key={items[0]?.label}>
              {index > 0 && <Base.Separator className={popup.separator} />}
              {title && <Base.GroupLabel className={styles.title}>{title}</Base.GroupLabel>}
              {items.map((item) => (
                // Names may be the same, as those of two collections.
                <Entry key={item.id ?? item.label} item={item} />
              ))}
            </Base.Group>
          ))}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  );
}

/** Its name is its label alone; the key and the reason are told beside it. */
function Entry({ item }: { item: MenuItem }) {
  const {
    label,
    icon,
    picture,
    keys,
    tone,
    disabled = false,
    why,
    testId,
    checked,
    items,
    leaves = false,
  } = item;
  const id = useId();
  const later = useContext(Later);
  const select = () => {
    if (leaves) later.current = item.onSelect;
    else item.onSelect?.();
  };
  const given = {
    className: classes(popup.item, tone && popup[tone]),
    label,
    disabled: disabled || why !== undefined,
    "data-testid": testId,
    ...(keys === undefined ? {} : { "aria-keyshortcuts": ariaKeys(keys) }),
    ...(why === undefined ? {} : { "aria-describedby": id }),
  };
  const inside = (
    <>
      {icon && <Icon of={icon} className={tone ? undefined : styles.icon} />}
      {picture && <img className={styles.picture} src={picture} alt="" draggable={false} />}
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
    </>
  );
  if (items)
    return (
      <Base.SubmenuRoot>
        <Base.SubmenuTrigger {...given} id={`${id}-more`}>
          {inside}
          <Icon of={ChevronRight} className={styles.icon} />
        </Base.SubmenuTrigger>
        <Popup labelledBy={`${id}-more`} side="inline-end" align="start" groups={items} titles={{}} />
      </Base.SubmenuRoot>
    );
  if (checked !== undefined)
    return (
      <Base.CheckboxItem {...given} checked={checked} closeOnClick onCheckedChange={select}>
        <span className={styles.check}>
          <Base.CheckboxItemIndicator render={<Icon of={Check} />} />
        </span>
        {inside}
      </Base.CheckboxItem>
    );
  return (
    <Base.Item {...given} onClick={select}>
      {inside}
    </Base.Item>
  );
}
