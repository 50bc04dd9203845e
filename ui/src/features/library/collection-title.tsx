import { Pencil, Trash2 } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCollectionCommands } from "../../api/collections";
import type { CollectionView } from "../../api/types";
import { IconButton } from "../../components/button";
import { Hidden } from "../../components/hidden";
import { useFocusBack } from "../../components/use-once-drawn";
import styles from "./bar.module.css";
import { NameField, useNaming } from "./name-field";

interface Props {
  collection: CollectionView;
  onRemove: (collection: CollectionView) => void;
}

/** The chosen collection's name in the place's title; there it is given another, and removed. */
export function CollectionTitle({ collection, onRemove }: Props) {
  const { t } = useTranslation();
  const [naming, setNaming] = useState(false);
  const pencil = useRef<HTMLButtonElement>(null);
  const focusBack = useFocusBack(pencil);
  const done = () => {
    setNaming(false);
    focusBack();
  };
  if (naming) return <Renaming collection={collection} onDone={done} />;
  return (
    <>
      <h1 className={styles.title}>{collection.name}</h1>
      <span className={styles.tools}>
        <IconButton
          ref={pencil}
          size="small"
          icon={Pencil}
          label={t("library.renameCollection")}
          data-testid="collection-rename"
          onClick={() => setNaming(true)}
        />
        <IconButton
          size="small"
          icon={Trash2}
          label={t("library.removeCollection")}
          hint={t("library.removeCollectionHint")}
          data-testid="collection-remove"
          onClick={() => onRemove(collection)}
        />
      </span>
    </>
  );
}

function Renaming({ collection, onDone }: { collection: CollectionView; onDone: () => void }) {
  const { t } = useTranslation();
  const commands = useCollectionCommands();
  const rename = async (name: string) => {
    if (name.trim() !== collection.name) await commands.rename(collection.id, name);
  };
  const naming = useNaming(collection.name, rename, onDone);
  return (
    <div className={styles.renaming}>
      <h1>
        <Hidden>{collection.name}</Hidden>
      </h1>
      <NameField
        hideLabel
        naming={naming}
        label={t("library.collectionName")}
        onLeave={onDone}
        // Elsewhere is an answer as well; what cannot be a name stays with its reason.
        onBlur={() => void naming.apply()}
      />
    </div>
  );
}
