import { Check } from "lucide-react";
import type { MouseEvent } from "react";
import { classes } from "../../components/classes";
import { Icon } from "../../components/icon";
import styles from "./check-mark.module.css";

interface Props {
  label: string;
  on: boolean;
  tabIndex: number;
  className?: string | undefined;
  onPress: (stretch: boolean) => void;
}

/** Selects without any key held. It has no tooltip: it stands on every clip, and says the same everywhere. */
export function CheckMark({ label, on, tabIndex, className, onPress }: Props) {
  const press = (event: MouseEvent) => onPress(event.shiftKey);
  return (
    // A field would take the keys that walk over the wall.
    // biome-ignore lint/a11y/useSemanticElements: a button keeps Shift and click, which a field does not tell
    <button
      type="button"
      role="checkbox"
      aria-checked={on}
      aria-label={label}
      tabIndex={tabIndex}
      className={classes(styles.mark, className)}
      data-testid="clip-check"
      onClick={press}
    >
      <span className={styles.disc}>
        <Icon of={Check} />
      </span>
    </button>
  );
}
