import { CircleCheck, CircleDashed, CircleX, type LucideIcon, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Icon } from "./icon";
import styles from "./toned.module.css";

type Tone = "quiet" | "good" | "warn" | "bad";

interface Props {
  tone: Tone;
  /** With the mark that goes with the tone in front of the words, or one of its own. */
  marked?: boolean | LucideIcon;
  children: ReactNode;
}

/** A line in the colour of what it means. The words say it too; colour is never alone. */
export function Toned({ tone, marked = false, children }: Props) {
  if (marked === false) return <p className={styles[tone]}>{children}</p>;
  return (
    <p className={styles.marked}>
      <span className={styles.mark}>
        <Icon of={marked === true ? marks[tone] : marked} className={styles[tone]} />
      </span>
      <span className={styles[tone]}>{children}</span>
    </p>
  );
}

const marks: Record<Tone, LucideIcon> = {
  quiet: CircleDashed,
  good: CircleCheck,
  warn: TriangleAlert,
  bad: CircleX,
};
