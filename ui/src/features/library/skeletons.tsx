import type { CSSProperties } from "react";
import { useTranslation } from "react-i18next";
import { Hidden } from "../../components/hidden";
import { Skeleton } from "../../components/skeleton";
import { heightOfWall, justify, type Measure } from "../../lib/justify";
import styles from "./grid.module.css";

/** A mix such as people make; a few full rows of it stand for what comes. */
const RATIOS = Array.from({ length: 36 }, (_, index) => [16 / 9, 9 / 16, 16 / 9, 1, 16 / 9][index % 5] ?? 1);

export function Skeletons({ measure, count = 3 }: { measure: Measure; count?: number }) {
  const { t } = useTranslation();
  const rows = justify(RATIOS, measure).slice(0, count);
  return (
    <div
      className={styles.wall}
      style={{ "--height": `${heightOfWall(rows)}px` } as CSSProperties}
      role="status"
    >
      <Hidden>{t("library.loading")}</Hidden>
      {rows.flatMap((row) =>
        row.boxes.map(({ left, width }) => (
          <span
            key={`${row.top} ${left}`}
            className={styles.place}
            style={
              { "--left": `${left}px`, "--top": `${row.top}px`, "--width": `${width}px` } as CSSProperties
            }
          >
            <Skeleton ratio={width / row.height} />
          </span>
        )),
      )}
    </div>
  );
}
