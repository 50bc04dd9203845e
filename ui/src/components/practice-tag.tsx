import styles from "./practice-tag.module.css";

/** Violet-grey and never warm: what is made in practice must not be taken for the real thing. */
export function PracticeTag({ label, hint }: { label: string; hint?: string }) {
  return (
    <span className={styles.tag} title={hint}>
      {label}
    </span>
  );
}
