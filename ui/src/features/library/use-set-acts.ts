// What is done with a set of clips, and what is said of it. Everything that can be undone offers that; failures are
// told in a toast and change nothing.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useClipSets } from "../../api/clip-sets";
import { useCollectionCommands } from "../../api/collections";
import type { CollectionView } from "../../api/types";
import { useAttempt } from "../../api/use-attempt";
import { say } from "../../components/toasts";
import { fileSize } from "../../lib/format";
import { clipsWords } from "./words";

export type SetActs = ReturnType<typeof useSetActs>;

export function useSetActs() {
  const { t, i18n } = useTranslation();
  const sets = useClipSets();
  const collections = useCollectionCommands();
  const attempt = useAttempt(say);
  return useMemo(() => {
    const language = i18n.language;
    const undo = (run: () => Promise<unknown>) => ({ label: t("app.undo"), run: () => void attempt(run) });
    const clips = (ids: readonly unknown[]) => clipsWords(ids.length, t, language);
    return {
      favourite: (ids: string[], on: boolean) => attempt(() => sets.favourite(ids, on)),
      /** Whether it was done. */
      trash: (ids: string[]) =>
        attempt(async () => {
          const gone = await sets.trash(ids);
          if (gone.length === 0) return;
          const words =
            gone.length === 1 ? t("library.trashed") : t("library.trashedMany", { clips: clips(gone) });
          say(
            words,
            undo(() => sets.restore(gone)),
          );
        }),
      restore: (ids: string[]) =>
        attempt(async () => {
          const back = await sets.restore(ids);
          if (back.length === 0) return;
          const words =
            back.length === 1 ? t("library.restored") : t("library.restoredMany", { clips: clips(back) });
          say(
            words,
            undo(() => sets.trash(back)),
          );
        }),
      export: (ids: string[]) =>
        attempt(async () => {
          const { folder, clips: copied, missing } = await sets.export(ids);
          const words = t("library.exported", { clips: clipsWords(copied, t, language), folder });
          const lost = missing.length > 0 && t("library.exportMissing", { clips: clips(missing) });
          say(lost ? `${words} ${lost}` : words);
        }),
      drag: (ids: string[]) => attempt(() => sets.drag(ids)),
      add: ({ id, name }: Pick<CollectionView, "id" | "name">, ids: string[]) =>
        attempt(async () => {
          const added = await collections.add(id, ids);
          if (added.length === 0) return say(t("library.alreadyIn", { name }));
          say(
            t("library.addedTo", { clips: clips(added), name }),
            undo(() => collections.take(id, added)),
          );
        }),
      take: ({ id, name }: Pick<CollectionView, "id" | "name">, ids: string[]) =>
        attempt(async () => {
          const taken = await collections.take(id, ids);
          if (taken.length === 0) return;
          say(
            t("library.takenFrom", { clips: clips(taken), name }),
            undo(() => collections.add(id, taken)),
          );
        }),
      removeCollection: ({ id, name }: CollectionView) =>
        attempt(async () => {
          const held = await collections.remove(id);
          say(
            t("library.collectionRemoved", { name }),
            undo(() => collections.create(name, held)),
          );
        }),
      emptyTrash: () =>
        attempt(async () => {
          const gone = await sets.emptyTrash();
          const size = fileSize(gone.bytes, language);
          say(t("library.trashEmptied", { clips: clipsWords(gone.clips, t, language), size }));
        }),
    };
  }, [t, i18n.language, sets, collections, attempt]);
}
