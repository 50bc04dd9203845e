import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isMoving } from "../../api/job";
import type { JobView } from "../../api/types";
import { Wake } from "../../components/wake";
import styles from "./job-still.module.css";

/** The job's first picture, or a frame that is not developed yet; it breathes, and gives way to the poster. */
export function JobStill({ job }: { job: JobView }) {
  const { t } = useTranslation();
  // What is done when the page opens shows its poster at once; only what was seen being made gives way to it.
  const [seenUnmade] = useState(job.clip === null);
  return (
    <span className={styles.still}>
      {(seenUnmade || job.clip === null) && (
        <Wake still={job.pictures[0]?.url ?? null} breathing={isMoving(job)} />
      )}
      {job.clip && (
        <img
          className={styles.poster}
          data-arrives={seenUnmade}
          data-testid="job-poster"
          src={job.clip.posterUrl}
          alt=""
          draggable={false}
        />
      )}
      {job.practice && <span className={styles.practice}>{t("app.practice")}</span>}
    </span>
  );
}
