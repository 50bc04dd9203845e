import { Progress as Base } from "@base-ui/react/progress";
import type { CSSProperties } from "react";
import styles from "./progress.module.css";

interface Props {
  label: string;
  /** 0 to 1; null where nothing is known: then the line breathes and measures nothing. */
  value: number | null;
  /** What a screen reader says instead of the bare number. */
  valueText?: string | undefined;
}

/** A hairline of dawn. It must never reach its end before the thing it stands for does. */
export function Progress({ label, value, valueText }: Props) {
  const style = { "--done": value ?? 1 } as CSSProperties;
  return (
    <Base.Root
      value={value === null ? null : Math.round(value * 100)}
      aria-label={label}
      // Always given, since the words it would be left with are English everywhere.
      {...{ "aria-valuetext": valueText }}
    >
      <Base.Track className={styles.track}>
        <span className={styles.done} data-unknown={value === null} style={style} />
      </Base.Track>
    </Base.Root>
  );
}
