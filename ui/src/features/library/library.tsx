// Everything that was made: a wall of clips, and above it the search and the filters.
import { type RefObject, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useClipCount, useClips } from "../../api/hooks";
import type { ClipView } from "../../api/types";
import { Button } from "../../components/button";
import { Empty } from "../../components/empty";
import { useKeptScroll } from "../../components/use-kept-scroll";
import { useSlow } from "../../components/use-slow";
import { Bar } from "./bar";
import { Filters } from "./filters";
import { Grid } from "./grid";
import styles from "./library.module.css";
import { Skeletons } from "./skeletons";
import { type Filtering, useFilters } from "./use-filters";
import { useMeasure } from "./use-measure";
import { useWall } from "./use-wall";

interface Props {
  shown: boolean;
  searchRef: RefObject<HTMLInputElement | null>;
  onOpenClip: (id: string) => void;
  onDetails: (id: string) => void;
  onTrash: (clip: ClipView) => Promise<void>;
  onCreate: () => void;
}

export function Library({ shown, searchRef, onOpenClip, onDetails, onTrash, onCreate }: Props) {
  const { t } = useTranslation();
  const filters = useFilters();
  const { filter, sort } = filters;
  const pages = useClips({ filter, sort });
  const count = useClipCount(filter);
  const slow = useSlow(pages.isPending);
  const box = useRef<HTMLDivElement>(null);
  const measure = useMeasure(box);
  useKeptScroll(box, shown);

  const clips = useMemo(() => pages.data?.pages.flatMap((page) => page.clips) ?? [], [pages.data]);
  const touched = useRef<string | null>(null);
  const wall = useWall({ clips, question: JSON.stringify({ filter, sort }), measure, box, shown, touched });
  const first = pages.data?.pages[0];
  const nothing = first !== undefined && clips.length === 0;

  return (
    <div className={styles.scroll} ref={box}>
      <Bar filters={filters} count={count} box={box}>
        <Filters
          filters={filters}
          models={count?.models ?? []}
          searchRef={searchRef}
          bare={nothing && !filters.active && !filter.trashed}
          waiting={first === undefined && !filters.active && !slow}
        />
      </Bar>
      {pages.isError && (
        <Empty
          role="alert"
          art="broken"
          title={t("library.failed")}
          hint={t("library.failedHint")}
          action={<Button onClick={() => void pages.refetch()}>{t("app.tryAgain")}</Button>}
        />
      )}
      {slow && <Skeletons measure={measure} />}
      {clips.length > 0 && (
        <Grid
          clips={clips}
          {...wall}
          touched={touched}
          shown={shown}
          onOpen={onOpenClip}
          onDetails={onDetails}
          onTrash={onTrash}
        />
      )}
      {pages.hasNextPage && (
        <div className={styles.more}>
          <Button disabled={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {t("library.showMore")}
          </Button>
        </div>
      )}
      {nothing && <Nothing filters={filters} onCreate={onCreate} />}
    </div>
  );
}

function Nothing({ filters, onCreate }: { filters: Filtering; onCreate: () => void }) {
  const { t } = useTranslation();
  if (filters.active) {
    return (
      <Empty
        role="status"
        art="nothing"
        testId="library-nothing"
        title={t("library.nothing")}
        hint={t("library.nothingHint")}
        action={
          <Button data-testid="filter-clear" onClick={filters.clear}>
            {t("library.clear")}
          </Button>
        }
      />
    );
  }
  if (filters.filter.trashed)
    return (
      <Empty role="status" art="trash" title={t("library.trashEmpty")} hint={t("library.trashEmptyHint")} />
    );
  return (
    <Empty
      role="status"
      art="still"
      testId="library-empty"
      title={t("library.empty")}
      hint={t("library.emptyHint")}
      action={
        <Button kind="primary" onClick={onCreate}>
          {t("library.emptyAction")}
        </Button>
      }
    />
  );
}
