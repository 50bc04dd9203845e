import { type ComponentProps, useId } from "react";
import styles from "./practice-tag.module.css";
import { Tooltip } from "./tooltip";

interface Props {
  label: string;
  hint?: string;
  /** Upon a picture: its own dark ground, whatever the theme. */
  onPicture?: boolean;
  side?: ComponentProps<typeof Tooltip>["side"];
}

/** Violet-grey and never warm: what is made in practice must not be taken for the real thing. */
export function PracticeTag({ label, hint, onPicture = false, side = "top" }: Props) {
  const id = useId();
  const style = onPicture ? styles.onPicture : styles.tag;
  if (hint === undefined) return <span className={style}>{label}</span>;
  return (
    <Tooltip label={hint} side={side}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what the pointer is told, the keyboard is told as well */}
      <span className={style} role="note" tabIndex={0} aria-describedby={id}>
        {label}
        <span id={id} hidden>
          {hint}
        </span>
      </span>
    </Tooltip>
  );
}
