// Where one is, how much there is, and what narrows it down. It floats over the wall, and says less on the way down.
import { type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ClipCount, CollectionView } from "../../api/types";
import { Button } from "../../components/button";
import { number } from "../../lib/format";
import styles from "./bar.module.css";
import { CollectionTitle } from "./collection-title";
import type { Filtering } from "./use-filters";

interface Props {
  filters: Filtering;
  /** Null while nobody knows. */
  count: ClipCount | null;
  box: RefObject<HTMLElement | null>;
  /** The collection that is being looked at. */
  inside: CollectionView | null;
  onRemove: (collection: CollectionView) => void;
  /** What stands beside the number: what can be done with all of it. */
  beside: ReactNode;
  children: ReactNode;
}

export function Bar({ filters, count, box, inside, onRemove, beside, children }: Props) {
  const { t, i18n } = useTranslation();
  const bar = useRef<HTMLElement>(null);
  const { scrolled, tall } = useFloat(box, bar);
  const total = count?.clips ?? null;
  const many = { total: number(total ?? 0, i18n.language) };
  const words = count?.more
    ? t("library.totalMore", many)
    : total === 1
      ? t("library.totalOne")
      : t("library.total", many);
  return (
    <header
      className={styles.bar}
      data-scrolled={scrolled && !tall}
      data-tall={tall}
      data-floats={!tall}
      ref={bar}
    >
      <div className={styles.name}>
        {inside ? (
          <CollectionTitle key={inside.id} collection={inside} onRemove={onRemove} />
        ) : (
          <h1 className={styles.title}>{t(filters.filter.trashed ? "library.trash" : "library.title")}</h1>
        )}
        {/* There all the time, so that what a filter leaves is told. */}
        <span className={styles.total} role="status">
          {total !== null && total > 0 && words}
        </span>
        {filters.active && total !== 0 && (
          <Button kind="quiet" size="small" data-testid="filter-clear" onClick={filters.clear}>
            {t("library.clear")}
          </Button>
        )}
        <span className={styles.tools}>{beside}</span>
      </div>
      {children}
    </header>
  );
}

/** Whether it floats over something, and whether it is so high (large text, small window) that it should not. */
function useFloat(box: RefObject<HTMLElement | null>, bar: RefObject<HTMLElement | null>) {
  const [float, setFloat] = useState({ scrolled: false, tall: false });
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const look = () => {
      const scrolled = element.scrollTop > 0;
      const tall = (bar.current?.offsetHeight ?? 0) > element.clientHeight / 3 && element.clientHeight > 0;
      setFloat((last) => (last.scrolled === scrolled && last.tall === tall ? last : { scrolled, tall }));
    };
    look();
    const watch = new ResizeObserver(look);
    watch.observe(element);
    if (bar.current) watch.observe(bar.current);
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      watch.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, [box, bar]);
  return float;
}
