// Where one is, how much there is, and what narrows it down. It floats over the wall, and says less on the way down.
import { type ReactNode, type RefObject, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/button";
import { number } from "../../lib/format";
import styles from "./bar.module.css";
import type { Filtering } from "./use-filters";

interface Props {
  filters: Filtering;
  /** Null while nobody knows. */
  total: number | null;
  box: RefObject<HTMLElement | null>;
  children: ReactNode;
}

export function Bar({ filters, total, box, children }: Props) {
  const { t, i18n } = useTranslation();
  const scrolled = useScrolled(box);
  const words =
    total === 1 ? t("library.totalOne") : t("library.total", { total: number(total ?? 0, i18n.language) });
  return (
    <header className={styles.bar} data-scrolled={scrolled}>
      <div className={styles.name}>
        <h1 className={styles.title}>{t(filters.query.trashed ? "library.trash" : "library.title")}</h1>
        {total !== null && total > 0 && <span className={styles.total}>{words}</span>}
        {filters.active && (
          <Button kind="quiet" size="small" data-testid="filter-clear" onClick={filters.clear}>
            {t("library.clear")}
          </Button>
        )}
      </div>
      {children}
    </header>
  );
}

function useScrolled(box: RefObject<HTMLElement | null>): boolean {
  const [scrolled, setScrolled] = useState(false);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const look = () => setScrolled(element.scrollTop > 0);
    look();
    element.addEventListener("scroll", look, { passive: true });
    return () => element.removeEventListener("scroll", look);
  }, [box]);
  return scrolled;
}
