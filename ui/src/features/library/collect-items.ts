import { FolderPlus } from "lucide-react";
import type { CollectionView } from "../../api/types";
import type { Translate } from "../../api/words";
import type { MenuItem } from "../../components/menu";

interface Given {
  collections: readonly CollectionView[];
  /** Whether it holds all that is meant. */
  holds: (collection: CollectionView) => boolean;
  onAdd: (collection: CollectionView) => void;
  onTake: (collection: CollectionView) => void;
  onNew: () => void;
  t: Translate;
}

/** Every collection, checked where it holds what is meant already; and the way to a new one. */
export function collectItems({ collections, holds, onAdd, onTake, onNew, t }: Given): MenuItem[][] {
  return [
    collections.map((collection) => {
      const checked = holds(collection);
      return {
        id: collection.id,
        label: collection.name,
        checked,
        testId: "collect-into",
        onSelect: () => (checked ? onTake(collection) : onAdd(collection)),
      };
    }),
    [
      {
        ...{ label: t("library.newCollectionMore"), icon: FolderPlus, testId: "collect-new" },
        ...{ leaves: true, onSelect: onNew },
      },
    ],
  ];
}
