// Everything that was made: a wall of clips, and above it the search, the filters and the collections.
import { type RefObject, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useClipList, useFreshClips } from "../../api/clip-list";
import { useCollections } from "../../api/collections";
import { useClipCount } from "../../api/hooks";
import type { ClipView, CollectionView } from "../../api/types";
import { useAttempt } from "../../api/use-attempt";
import { Button } from "../../components/button";
import { Empty } from "../../components/empty";
import { say } from "../../components/toasts";
import { useKeptScroll } from "../../components/use-kept-scroll";
import { useSlow } from "../../components/use-slow";
import { useSteady } from "../../components/use-steady";
import { heightOfWall, type Row, rowsBetween } from "../../lib/justify";
import { Bar } from "./bar";
import { ClipDrag } from "./clip-drag";
import { CollectionRow } from "./collections";
import { EmptyTrash } from "./empty-trash";
import { Filters } from "./filters";
import { Grid } from "./grid";
import styles from "./library.module.css";
import { NewCollection, type Wanted } from "./new-collection";
import { NewCollectionButton } from "./new-collection-button";
import { Nothing } from "./nothing";
import { SelectionBar } from "./selection-bar";
import { Skeletons } from "./skeletons";
import { Tail } from "./tail";
import { type Band, useBand } from "./use-band";
import { useFilters } from "./use-filters";
import { useKeptFocus } from "./use-kept-focus";
import { useLibraryKeys } from "./use-library-keys";
import { useMeasure } from "./use-measure";
import { useSelection } from "./use-selection";
import { useSetActs } from "./use-set-acts";
import { useWall } from "./use-wall";

interface Props {
  shown: boolean;
  searchRef: RefObject<HTMLInputElement | null>;
  onOpenClip: (id: string) => void;
  onDetails: (id: string) => void;
  onTrash: (clip: ClipView) => Promise<void>;
  onCompare: (id: string, other: string) => void;
  onCreate: () => void;
}

export function Library({ shown, searchRef, onOpenClip, onDetails, onTrash, onCompare, onCreate }: Props) {
  const { t } = useTranslation();
  const filters = useFilters();
  const { filter, question } = filters;
  const list = useClipList(question);
  const { clips } = list;
  const count = useClipCount(filter);
  const slow = useSlow(list.isPending);
  const box = useRef<HTMLDivElement>(null);
  const wallRef = useRef<HTMLDivElement>(null);
  const measure = useMeasure(box);
  useKeptScroll(box, shown);

  const touched = useRef<string | null>(null);
  const { band, look, sight, rushing } = useBand(box, wallRef, shown);
  const wall = useWall({ clips, question: list.question, measure, box, sight, shown, touched, moved: look });
  useFreshClips(question, clipsBetween(wall.rows, band));
  useMoreNear(list, wall.rows, band);

  useKeptFocus(box, shown, wall.ids);
  const selection = useSelection(list, wall.ids, filter);
  const acts = useSetActs();
  const collections = useCollections();
  const inside = useInside(collections, filter.collection, () => filters.choose({ collection: null }));
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const askName = (ids: string[], beside: Element | null) => setWanted({ ids, beside });
  /** What has the focus may be gone a moment later, and the bar of the selection with it. */
  const leave = useRef<((gone: readonly string[]) => void) | null>(null);
  const trash = useSteady((ids: string[]) => {
    leave.current?.(ids);
    const [only] = ids;
    const clip = ids.length === 1 ? clips.find(({ id }) => id === only) : undefined;
    // One alone goes the way it goes everywhere, also out of the details that show it.
    if (clip) void onTrash(clip);
    else void acts.trash(ids);
  });
  const favourite = (ids: string[]) => {
    const those = new Set(ids);
    const all =
      selection.count > 0 ? selection.known.map(({ clip }) => clip) : clips.filter(({ id }) => those.has(id));
    void acts.favourite(ids, !all.every((clip) => clip.favourite));
  };
  const drop = (into: string, ids: string[], over: Element) => {
    const collection = collections.find(({ id }) => id === into);
    if (collection) void acts.add(collection, ids);
    else askName(ids, over);
  };
  const attempt = useAttempt(say);
  const doing = selection.count > 0 && !filter.trashed;
  useLibraryKeys({
    shown,
    choosing: selection.count > 0 || selection.gathered !== null,
    all: () => void attempt(selection.everything),
    clear: selection.clear,
    favourite: doing ? () => favourite([...selection.ids]) : null,
    trash: doing ? () => trash([...selection.ids]) : null,
  });

  const first = list.question !== null;
  // While the whole library is on its way, an empty answer to what was looked for before says nothing of it.
  const stale = list.isPlaceholder && !filters.active;
  const nothing = first && clips.length === 0 && !list.hasMore && !stale;
  const bare = nothing && !filters.active && !filter.trashed;
  // Drawn anew when something in it changes, and not at each step of the wall, which is often.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is left out only ever calls the same setters
  const head = useMemo(
    () => (
      <Bar
        filters={filters}
        count={count}
        box={box}
        inside={inside}
        onRemove={(of) => void acts.removeCollection(of)}
        beside={
          filter.trashed ? (
            <EmptyTrash clips={clips} onEmpty={() => void acts.emptyTrash()} />
          ) : (
            collections.length === 0 &&
            clips.length > 0 && <NewCollectionButton onPress={(beside) => askName([], beside)} />
          )
        }
      >
        <Filters
          filters={filters}
          models={count?.models ?? []}
          searchRef={searchRef}
          bare={bare}
          waiting={!first && !filters.active && !slow}
        />
        {collections.length > 0 && !filter.trashed && (
          <CollectionRow
            collections={collections}
            chosen={filter.collection}
            onChoose={(collection) => filters.choose({ collection })}
            onNew={(beside) => askName([], beside)}
          />
        )}
      </Bar>
    ),
    [
      filter,
      filters.typed,
      filters.when,
      filters.sort,
      filters.active,
      count,
      inside,
      collections,
      clips,
      first,
      slow,
      acts,
    ],
  );

  return (
    <div className={styles.library}>
      <div className={styles.scroll} ref={box}>
        {head}
        {list.isError && (
          <Empty
            role="alert"
            art="broken"
            title={t("library.failed")}
            hint={t("library.failedHint")}
            action={<Button onClick={list.retry}>{t("app.tryAgain")}</Button>}
          />
        )}
        {slow && <Skeletons measure={measure} />}
        {filter.trashed && clips.length > 0 && <p className={styles.note}>{t("library.trashNote")}</p>}
        {clips.length > 0 && (
          <Grid
            {...{ clips, band, rushing, selection, touched, box, shown, collections }}
            {...wall}
            wall={wallRef}
            leave={leave}
            onOpen={onOpenClip}
            onDetails={onDetails}
            onTrash={trash}
            onFavourite={favourite}
            acts={acts}
            onNewCollection={askName}
          />
        )}
        <Tail list={list} measure={measure} />
        {nothing && <Nothing filters={filters} onCreate={onCreate} />}
        <SelectionBar
          {...{ selection, collections, inside, acts }}
          trashed={filter.trashed}
          onFavourite={favourite}
          onTrash={trash}
          onRestore={(ids) => {
            leave.current?.(ids);
            void acts.restore(ids);
          }}
          onTake={(from, ids) => {
            leave.current?.(ids);
            void acts.take(from, ids);
          }}
          onCompare={onCompare}
          onNewCollection={askName}
        />
      </div>
      <ClipDrag {...{ clips, selection, box }} onDrop={drop} onLeave={(ids) => void acts.drag(ids)} />
      <NewCollection wanted={wanted} onClose={() => setWanted(null)} />
    </div>
  );
}

/** The collection that is looked at; where it is gone, the whole library is again. */
function useInside(
  all: readonly CollectionView[],
  chosen: string | null,
  leave: () => void,
): CollectionView | null {
  const inside = all.find(({ id }) => id === chosen) ?? null;
  const gone = useSteady(leave);
  const lost = chosen !== null && inside === null;
  useEffect(() => {
    if (lost) gone();
  }, [lost, gone]);
  return inside;
}

function clipsBetween(rows: readonly Row[], { top, bottom }: Band) {
  const near = rowsBetween(rows, top, bottom);
  const last = near.at(-1);
  return { from: near[0]?.first ?? 0, to: last ? last.first + last.boxes.length : 0 };
}

/** The next page is read as one comes near the end of the last one. */
function useMoreNear(
  { hasMore, tail, more }: { hasMore: boolean; tail: string; more: () => void },
  rows: readonly Row[],
  { top, bottom }: Band,
) {
  const near = heightOfWall(rows) - bottom < bottom - top;
  useEffect(() => {
    if (hasMore && tail === "rest" && near) more();
  }, [hasMore, tail, near, more]);
}
