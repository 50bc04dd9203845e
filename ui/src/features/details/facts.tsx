import type { ReactNode } from "react";
import styles from "./facts.module.css";

export type Fact = [label: string, value: string | null, after?: ReactNode];

interface Props {
  title: string;
  facts: readonly Fact[];
  /** What is to be said of them. */
  children?: ReactNode;
}

/** What nobody knows is left out. */
export function Facts({ title, facts, children }: Props) {
  return (
    <Group title={title}>
      <dl className={styles.facts}>
        {facts.map(
          ([label, value, after]) =>
            value !== null && (
              <div key={label} className={styles.fact}>
                <dt className={styles.label}>{label}</dt>
                <dd className={styles.value}>
                  {value}
                  {after}
                </dd>
              </div>
            ),
        )}
      </dl>
      {children}
    </Group>
  );
}

export function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.group} aria-label={title}>
      <h3 className={styles.title}>{title}</h3>
      {children}
    </section>
  );
}
