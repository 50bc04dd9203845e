import { useTranslation } from "react-i18next";
import { usePlatform } from "../../api/platform";
import { Button } from "../../components/button";
import styles from "./invitation.module.css";

/** An undeveloped still in the chosen shape: a horizon, and the light that is about to rise over it. */
export function Invitation({ ratio }: { ratio: number }) {
  const { t } = useTranslation();
  const platform = usePlatform();
  // The land is drawn out to the frame, the sun is not: it would be an egg. It stays at the same place of what is seen.
  const half = Math.min(WIDTH / 2, (HEIGHT / 2) * ratio);
  const sun = WIDTH / 2 + half * SUN_AT;
  return (
    <div className={styles.invitation} data-tall={ratio < 1}>
      <div className={styles.frame} data-testid="stage-frame">
        <svg className={styles.scene} aria-hidden="true">
          <svg viewBox={VIEW} preserveAspectRatio="none" aria-hidden="true">
            <path
              className={styles.far}
              d="M0 70.5C4 70 8 69.6 12 69c30-4 62-10 112-4 12 1.4 24 3.6 36 4.6V90H0z"
            />
          </svg>
          <svg viewBox={VIEW} preserveAspectRatio="xMidYMax slice" aria-hidden="true">
            <circle className={styles.sun} cx={sun} cy="75" r="5" />
          </svg>
          <svg viewBox={VIEW} preserveAspectRatio="none" aria-hidden="true">
            <path className={styles.near} d="M0 81c8 0 15-1 22-2 44-6 86-5 128 2 3 .6 6 1 10 1.5V90H0z" />
          </svg>
        </svg>
      </div>
      <div className={styles.words}>
        <p className={styles.title}>{t("pictures.invite")}</p>
        <p className={styles.hint}>{t("pictures.inviteHint")}</p>
        <Button data-testid="add-pictures" onClick={() => void platform.picturePick().catch(() => {})}>
          {t("pictures.add")}
        </Button>
      </div>
    </div>
  );
}

const WIDTH = 160;
const HEIGHT = 90;
const VIEW = `0 0 ${WIDTH} ${HEIGHT}`;
/** How far from the middle to the edge. */
const SUN_AT = 0.56;
