import { Slider as Base } from "@base-ui/react/slider";
import type { PointerEvent, ReactNode } from "react";
import { classes } from "./classes";
import styles from "./slider.module.css";

interface Props {
  label: string;
  value: number;
  min: number;
  max: number;
  step: number;
  /** How far Page Up, Page Down and Shift with an arrow go; by default a tenth of the way. */
  largeStep?: number;
  onChange: (value: number) => void;
  /** What a screen reader says instead of the bare number. */
  valueText?: string | undefined;
  disabled?: boolean;
  /** `quiet` where nothing is on its way: a volume is not a position in a film. */
  kind?: "dawn" | "quiet";
  /** Drawn over the bar, such as a preview under the pointer. */
  children?: ReactNode;
  onPointerMove?: (event: PointerEvent<HTMLElement>) => void;
  onPointerLeave?: (event: PointerEvent<HTMLElement>) => void;
  className?: string | undefined;
  "data-testid"?: string;
}

/** The way behind the thumb is warm, the way ahead is quiet. */
export function Slider({
  label,
  value,
  min,
  max,
  step,
  largeStep = tenth(min, max, step),
  onChange,
  valueText,
  disabled = false,
  kind = "dawn",
  children,
  onPointerMove,
  onPointerLeave,
  className,
  "data-testid": testId,
}: Props) {
  return (
    <Base.Root
      className={classes(styles.slider, kind === "quiet" && styles.quiet, className)}
      value={value}
      min={min}
      max={max}
      step={step}
      largeStep={largeStep}
      disabled={disabled}
      // On the client only: the other kind writes a script element, which the policy refuses.
      thumbAlignment="edge-client-only"
      data-testid={testId}
      onValueChange={(next) => onChange(typeof next === "number" ? next : (next[0] ?? value))}
    >
      <Base.Control className={styles.control} onPointerMove={onPointerMove} onPointerLeave={onPointerLeave}>
        <Base.Track className={styles.track}>
          <Base.Indicator className={styles.done} />
          <Base.Thumb
            className={styles.thumb}
            getAriaLabel={() => label}
            getAriaValueText={(formatted) => valueText ?? formatted}
          />
        </Base.Track>
        {children}
      </Base.Control>
    </Base.Root>
  );
}

function tenth(min: number, max: number, step: number): number {
  return Math.max(1, Math.round((max - min) / 10 / step)) * step;
}
