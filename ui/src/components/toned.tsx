import type { ReactNode } from "react";
import styles from "./toned.module.css";

/** A line in the colour of what it means. The words say it too; colour is never alone. */
export function Toned({ tone, children }: { tone: "quiet" | "good" | "warn" | "bad"; children: ReactNode }) {
  return <p className={styles[tone]}>{children}</p>;
}
