import { Slider as Base } from "@base-ui/react/slider";
import { classes } from "./classes";
import styles from "./range-slider.module.css";

interface Handle {
  label: string;
  value: number;
  /** What a screen reader says instead of the bare number. */
  valueText: string;
  testId?: string;
}

interface Props {
  first: Handle;
  last: Handle;
  min: number;
  max: number;
  /** How far Page Up, Page Down and Shift with an arrow go. */
  largeStep: number;
  disabled?: boolean;
  onChange: (first: number, last: number, moved: "first" | "last") => void;
}

/**
 * Two marks upon another slider of the same ends: what lies between them is shaded. Only the handles can be taken
 * hold of; everything else belongs to the slider beneath.
 */
export function RangeSlider({ first, last, min, max, largeStep, disabled = false, onChange }: Props) {
  return (
    <Base.Root
      className={styles.range}
      value={[first.value, last.value]}
      min={min}
      max={max}
      step={1}
      largeStep={largeStep}
      disabled={disabled}
      thumbCollisionBehavior="none"
      // As the slider beneath, so that both mean the same places.
      thumbAlignment="edge-client-only"
      onValueChange={(next, { activeThumbIndex }) => {
        const [from = first.value, to = last.value] = next as readonly number[];
        onChange(from, to, activeThumbIndex === 0 ? "first" : "last");
      }}
    >
      <Base.Control className={styles.control}>
        <Base.Track className={styles.track}>
          <Base.Indicator className={styles.between} />
          {[first, last].map(({ label, valueText, testId }, index) => (
            <Base.Thumb
              key={label}
              index={index}
              className={classes(styles.handle, index === 0 ? styles.first : styles.last)}
              data-testid={testId}
              getAriaLabel={() => label}
              getAriaValueText={() => valueText}
            />
          ))}
        </Base.Track>
      </Base.Control>
    </Base.Root>
  );
}
