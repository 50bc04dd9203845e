// The collections in a row: one is chosen with a click, and takes what is let go of over it.
import { Toolbar } from "@base-ui/react/toolbar";
import { Folder, FolderPlus } from "lucide-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import type { CollectionView } from "../../api/types";
import { Button } from "../../components/button";
import { Hidden } from "../../components/hidden";
import { Icon } from "../../components/icon";
import { useSidewaysWheel } from "../../components/use-sideways-wheel";
import { number } from "../../lib/format";
import styles from "./collections.module.css";
import { clipsWords } from "./words";

interface Props {
  collections: readonly CollectionView[];
  chosen: string | null;
  onChoose: (id: string | null) => void;
  onNew: (beside: Element) => void;
}

export function CollectionRow({ collections, chosen, onChoose, onNew }: Props) {
  const { t, i18n } = useTranslation();
  const chips = useRef<HTMLDivElement>(null);
  useSidewaysWheel(chips);
  return (
    <Toolbar.Root className={styles.row} aria-label={t("library.collections")} data-testid="collections">
      <div className={styles.chips} ref={chips}>
        {collections.map(({ id, name, clips, posterUrl }) => (
          <Toolbar.Button
            key={id}
            type="button"
            className={styles.chip}
            data-testid="collection"
            data-collection-id={id}
            aria-pressed={id === chosen}
            onClick={() => onChoose(id === chosen ? null : id)}
          >
            {posterUrl === null ? (
              <span className={styles.picture}>
                <Icon of={Folder} />
              </span>
            ) : (
              <img className={styles.picture} src={posterUrl} alt="" draggable={false} decoding="async" />
            )}
            <span className={styles.name}>{name}</span>
            <span className={styles.count} aria-hidden="true">
              {number(clips, i18n.language)}
            </span>
            <Hidden>{clipsWords(clips, t, i18n.language)}</Hidden>
          </Toolbar.Button>
        ))}
      </div>
      <Toolbar.Button
        render={<Button kind="quiet" size="small" icon={FolderPlus} />}
        className={styles.add}
        data-testid="collection-new"
        data-collection-id=""
        onClick={(event) => onNew(event.currentTarget)}
      >
        {t("library.newCollection")}
      </Toolbar.Button>
    </Toolbar.Root>
  );
}
