import styles from "./art.module.css";

/** What each drawing stands for; the words beside it say it. */
export type ArtName = "still" | "nothing" | "trash" | "missing" | "broken" | "waiting";

/** One motif in six moods: a still frame, a horizon, and a light that is there, rising, or not. */
export function Art({ of }: { of: ArtName }) {
  return (
    <svg className={styles.art} viewBox="0 0 160 112" aria-hidden="true">
      {drawings[of]}
    </svg>
  );
}

const back = <rect className={styles.back} x="34" y="10" width="104" height="68" rx="9" />;
const frame = <rect className={styles.frame} x="22" y="22" width="116" height="76" rx="10" />;
const land = (
  <path
    className={styles.land}
    d="M22 79c18-11 33-9 51-1s37 7 65-6v16a10 10 0 0 1-10 10H32a10 10 0 0 1-10-10z"
  />
);
const edge = <rect className={styles.edge} x="22" y="22" width="116" height="76" rx="10" />;
const sun = <path className={styles.sun} d="M89 74a15 15 0 1 1 30 0q-15 3-30 0z" />;

const drawings: Record<ArtName, React.ReactNode> = {
  still: (
    <>
      {back}
      {frame}
      {sun}
      {land}
      {edge}
    </>
  ),
  waiting: (
    <>
      {frame}
      <path className={styles.rays} d="M104 44v-9M84 52l-6-7M124 52l6-7" />
      {sun}
      {land}
      {edge}
    </>
  ),
  nothing: (
    <>
      {frame}
      {land}
      {edge}
      <circle className={styles.lens} cx="88" cy="52" r="17" />
      <path className={styles.handle} d="m100 65 12 13" />
    </>
  ),
  trash: (
    <>
      <g transform="rotate(-7 80 60)">
        {frame}
        <circle className={styles.moon} cx="104" cy="52" r="9" />
        {land}
        {edge}
      </g>
    </>
  ),
  missing: <rect className={styles.dashed} x="22" y="22" width="116" height="76" rx="10" />,
  broken: (
    <>
      <path
        className={styles.frame}
        d="M32 22h44l-9 25 14 14-9 37H32a10 10 0 0 1-10-10V32a10 10 0 0 1 10-10z"
      />
      <path className={styles.frame} d="M90 22h38a10 10 0 0 1 10 10v56a10 10 0 0 1-10 10H86l9-36-14-15z" />
      <path
        className={styles.edge}
        d="M32 22h44l-9 25 14 14-9 37H32a10 10 0 0 1-10-10V32a10 10 0 0 1 10-10z"
      />
      <path className={styles.edge} d="M90 22h38a10 10 0 0 1 10 10v56a10 10 0 0 1-10 10H86l9-36-14-15z" />
    </>
  ),
};
