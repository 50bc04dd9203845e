import styles from "./still.module.css";

/** The room and one still at first light. Drawn, so that nothing has to be loaded. */
export function Still() {
  return (
    <svg
      className={styles.still}
      viewBox="0 0 320 120"
      aria-hidden="true"
      preserveAspectRatio="xMidYMid slice"
    >
      <rect className={styles.sky} width="320" height="120" />
      <circle className={styles.sun} cx="212" cy="74" r="15" />
      <path className={styles.far} d="M0 84 Q70 58 138 80 T320 70 V120 H0Z" />
      <path className={styles.near} d="M0 102 Q96 82 182 100 T320 94 V120 H0Z" />
    </svg>
  );
}
