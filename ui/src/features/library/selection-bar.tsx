// What can be done with what is selected. It floats over the foot of the wall and covers nothing that cannot be
// scrolled up from under it.
import { Columns2, Download, FolderPlus, Heart, RotateCcw, Trash2, X } from "lucide-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import type { CollectionView } from "../../api/types";
import { Button, IconButton } from "../../components/button";
import { Hidden } from "../../components/hidden";
import { Menu } from "../../components/menu";
import { useFloor } from "../../components/use-floor";
import { number } from "../../lib/format";
import { collectItems } from "./collect-items";
import styles from "./selection-bar.module.css";
import type { Selection } from "./use-selection";
import type { SetActs } from "./use-set-acts";

interface Props {
  selection: Selection;
  collections: readonly CollectionView[];
  /** The collection that is being looked at. */
  inside: CollectionView | null;
  /** It is the trash that is being looked at. */
  trashed: boolean;
  acts: SetActs;
  onFavourite: (ids: string[]) => void;
  onTrash: (ids: string[]) => void;
  onRestore: (ids: string[]) => void;
  /** Out of the collection that is being looked at. */
  onTake: (from: CollectionView, ids: string[]) => void;
  /** Shows two clips beside one another. */
  onCompare: (id: string, other: string) => void;
  /** Makes a collection of these, beside the element that asked. */
  onNewCollection: (ids: string[], beside: Element | null) => void;
}

export function SelectionBar(props: Props) {
  const { selection } = props;
  const { t, i18n } = useTranslation();
  const { count, gathered } = selection;
  const words =
    gathered !== null && gathered > 0
      ? t("library.selecting", { total: number(gathered, i18n.language) })
      : count > 0
        ? t("library.selected", { total: number(count, i18n.language) })
        : "";
  return (
    <>
      {/* There all the time, so that the first number is told as well. */}
      <Hidden role="status">{words}</Hidden>
      {words !== "" && <Bar {...props} words={words} />}
    </>
  );
}

function Bar({ selection, words, ...rest }: Props & { words: string }) {
  const { t } = useTranslation();
  const bar = useRef<HTMLElement>(null);
  useFloor(bar);
  const settled = selection.gathered === null;
  return (
    <div className={styles.foot} data-foot>
      <section
        className={styles.bar}
        aria-label={t("library.selection")}
        ref={bar}
        data-testid="selection-bar"
      >
        <span className={styles.count} data-testid="selection-count">
          {words}
        </span>
        {settled && <Acts selection={selection} {...rest} />}
        <IconButton
          icon={X}
          label={t(settled ? "library.deselect" : "library.stopSelecting")}
          keys="Esc"
          data-testid="selection-clear"
          onClick={selection.clear}
        />
      </section>
    </div>
  );
}

function Acts(props: Omit<Props, "words">) {
  const { selection, collections, inside, trashed, acts, onFavourite, onTrash } = props;
  const { onRestore, onTake, onCompare, onNewCollection } = props;
  const { t } = useTranslation();
  const more = useRef<HTMLButtonElement>(null);
  const ids = [...selection.ids];
  const [one, other] = ids;
  const marked = selection.known.every(({ clip }) => clip.favourite);
  if (trashed)
    return (
      <Button kind="quiet" icon={RotateCcw} data-testid="selection-restore" onClick={() => onRestore(ids)}>
        {t("library.restore")}
      </Button>
    );
  return (
    <>
      <IconButton
        icon={Heart}
        label={t(marked ? "library.unfavourite" : "library.favourite")}
        keys="S"
        pressed={marked}
        data-testid="selection-favourite"
        onClick={() => onFavourite(ids)}
      />
      <Menu
        side="top"
        align="start"
        trigger={
          <Button ref={more} kind="quiet" icon={FolderPlus} data-testid="selection-collect">
            {t("library.collect")}
          </Button>
        }
        groups={collectItems({
          collections,
          holds: ({ id }) => selection.known.every(({ clip }) => clip.collections.includes(id)),
          onAdd: (collection) => void acts.add(collection, ids),
          onTake: (collection) => void acts.take(collection, ids),
          onNew: () => onNewCollection(ids, more.current),
          t,
        })}
      />
      {one !== undefined && other !== undefined && ids.length === 2 && (
        <IconButton
          icon={Columns2}
          label={t("library.compare")}
          data-testid="selection-compare"
          onClick={() => onCompare(one, other)}
        />
      )}
      {inside && (
        <Button kind="quiet" data-testid="selection-take" onClick={() => onTake(inside, ids)}>
          {t("library.take")}
        </Button>
      )}
      <Button
        kind="quiet"
        icon={Download}
        data-testid="selection-export"
        onClick={() => void acts.export(ids)}
      >
        {t("library.export")}
      </Button>
      <IconButton
        icon={Trash2}
        label={t("player.trash")}
        keys="Delete"
        data-testid="selection-trash"
        onClick={() => onTrash(ids)}
      />
    </>
  );
}
