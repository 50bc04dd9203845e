import { type CSSProperties, type PointerEvent, useState } from "react";
import styles from "./scrub-strip.module.css";

interface Props {
  /** Where along the strip the pointer is, 0 to 1. */
  onMove: (share: number) => void;
  onLeave: () => void;
}

/** A strip at the foot of a clip: the pointer moves along it as through the film, and a line shows where. */
export function ScrubStrip({ onMove, onLeave }: Props) {
  const [share, setShare] = useState<number | null>(null);
  const move = (event: PointerEvent<HTMLElement>) => {
    // A finger that lies there is scrolling, or is about to press.
    if (event.pointerType === "touch" || event.buttons !== 0) return;
    const { left, width } = event.currentTarget.getBoundingClientRect();
    if (width <= 0) return;
    const at = Math.max(0, Math.min(1, (event.clientX - left) / width));
    setShare(at);
    onMove(at);
  };
  const leave = () => {
    setShare(null);
    onLeave();
  };
  return (
    <span className={styles.strip} data-testid="clip-scrub" onPointerMove={move} onPointerLeave={leave}>
      {share !== null && <span className={styles.at} style={{ "--at": share } as CSSProperties} />}
    </span>
  );
}
