// Everything that was made: a wall of clips, and the search and filters above it.
import { Film, SearchX, Trash2 } from "lucide-react";
import { type RefObject, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useClipActions, useClips } from "../../api/hooks";
import type { ClipView } from "../../api/types";
import { useErrorWords } from "../../api/use-error-words";
import { Button } from "../../components/button";
import { Empty } from "../../components/empty";
import { say } from "../../components/toasts";
import { useKeptScroll } from "../../components/use-kept-scroll";
import { Filters } from "./filters";
import { Grid } from "./grid";
import styles from "./library.module.css";
import { useFilters } from "./use-filters";

interface Props {
  shown: boolean;
  searchRef: RefObject<HTMLInputElement | null>;
  onOpenClip: (id: string) => void;
  onTrash: (clip: ClipView) => Promise<void>;
  onCreate: () => void;
}

export function Library({ shown, searchRef, onOpenClip, onTrash, onCreate }: Props) {
  const { t } = useTranslation();
  const actions = useClipActions();
  const errorWords = useErrorWords();
  const filters = useFilters();
  const pages = useClips(filters.query);
  const box = useRef<HTMLDivElement>(null);
  useKeptScroll(box, shown);

  const clips = useMemo(() => pages.data?.pages.flatMap((page) => page.clips) ?? [], [pages.data]);
  const first = pages.data?.pages[0];
  const attempt = async (run: () => Promise<unknown>, done?: string) => {
    try {
      await run();
      if (done) say(done);
    } catch (thrown) {
      say(errorWords(thrown));
    }
  };

  return (
    <div className={styles.scroll} ref={box}>
      <header className={styles.head}>
        <h1>{t("library.title")}</h1>
        {first && first.total > 0 && (
          <span className={styles.total}>{t("library.total", { total: first.total })}</span>
        )}
      </header>
      <Filters filters={filters} models={first?.models ?? []} searchRef={searchRef} />
      {pages.isError ? (
        <Empty
          role="alert"
          icon={<SearchX size={32} strokeWidth={1.5} />}
          title={t("library.failed")}
          action={<Button onClick={() => void pages.refetch()}>{t("app.tryAgain")}</Button>}
        />
      ) : clips.length > 0 ? (
        <>
          <Grid
            clips={clips}
            trashed={filters.query.trashed}
            shown={shown}
            onOpen={onOpenClip}
            onTrash={onTrash}
            onFavourite={(clip) => void attempt(() => actions.favourite(clip.id, !clip.favourite))}
            onRestore={(clip) => attempt(() => actions.restore(clip.id), t("library.restored"))}
          />
          {pages.hasNextPage && (
            <div className={styles.more}>
              <Button disabled={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
                {t("library.more")}
              </Button>
            </div>
          )}
        </>
      ) : pages.isPending ? (
        <p className={styles.loading} role="status">
          {t("library.loading")}
        </p>
      ) : filters.active ? (
        <Empty
          role="status"
          icon={<SearchX size={32} strokeWidth={1.5} />}
          title={t("library.nothing")}
          hint={t("library.nothingHint")}
          action={<Button onClick={filters.clear}>{t("library.clear")}</Button>}
        />
      ) : filters.query.trashed ? (
        <Empty
          role="status"
          icon={<Trash2 size={32} strokeWidth={1.5} />}
          title={t("library.trashEmpty")}
          hint={t("library.trashEmptyHint")}
        />
      ) : (
        <Empty
          role="status"
          icon={<Film size={32} strokeWidth={1.5} />}
          title={t("library.empty")}
          hint={t("library.emptyHint")}
          action={<Button onClick={onCreate}>{t("library.emptyAction")}</Button>}
        />
      )}
    </div>
  );
}
