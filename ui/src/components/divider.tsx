import { Slider as Base } from "@base-ui/react/slider";
import type { CSSProperties } from "react";
import { classes } from "./classes";
import styles from "./divider.module.css";

interface Props {
  label: string;
  /** Percent from the left. */
  value: number;
  valueText: string;
  onChange: (value: number) => void;
  className?: string | undefined;
  "data-testid"?: string;
}

/** A line over two pictures that can be pulled to and fro; it fills the box that it is put into. */
export function Divider({ label, value, valueText, onChange, className, "data-testid": testId }: Props) {
  return (
    <Base.Root
      className={classes(styles.divider, className)}
      style={{ "--at": `${value}%` } as CSSProperties}
      value={value}
      min={0}
      max={100}
      step={1}
      largeStep={10}
      data-testid={testId}
      onValueChange={(next) => onChange(typeof next === "number" ? next : (next[0] ?? value))}
    >
      <Base.Control className={styles.control}>
        <Base.Track className={styles.track}>
          <Base.Thumb
            className={styles.handle}
            getAriaLabel={() => label}
            getAriaValueText={() => valueText}
          />
        </Base.Track>
      </Base.Control>
    </Base.Root>
  );
}
