import { useTranslation } from "react-i18next";
import type { EndlessClips } from "../../api/clip-list";
import { Button } from "../../components/button";
import { useSlow } from "../../components/use-slow";
import type { Measure } from "../../lib/justify";
import styles from "./library.module.css";
import { Skeletons } from "./skeletons";

interface Props {
  list: Pick<EndlessClips, "hasMore" | "tail" | "more">;
  measure: Measure;
}

/** Where the next page will hang: nothing for a moment, then what is waited for, and a way on where it did not come. */
export function Tail({ list, measure }: Props) {
  const { t } = useTranslation();
  const slow = useSlow(list.tail === "busy");
  if (!list.hasMore) return null;
  return (
    <div className={styles.tail} data-testid="library-tail">
      {list.tail === "failed" ? (
        <p className={styles.failed} role="alert">
          {t("library.moreFailed")}
          <Button size="small" data-testid="more-again" onClick={list.more}>
            {t("app.tryAgain")}
          </Button>
        </p>
      ) : (
        slow && <Skeletons measure={measure} count={1} />
      )}
    </div>
  );
}
