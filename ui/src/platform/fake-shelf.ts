// The made-up library's order: collections, and what is done with many clips at once.
import { clip } from "./fake-data";
import type { FakeStart } from "./fake-sketch";
import type { ClipView, CollectionView, CommandError, Platform } from "./types";

interface Shelf {
  clips: readonly ClipView[];
  /** The names of the collections that are there from the start; the first is `collection-1`. */
  collections: readonly string[];
  /** Whether the record is. */
  damaged: boolean;
  find: (id: string) => ClipView;
  /** Changes one, and tells of it. */
  change: (id: string, patch: Partial<ClipView>) => ClipView;
  changed: () => void;
  fault: (code: CommandError["code"], params?: Record<string, string>) => CommandError;
}

const NAME_LIMIT = 60;
/** More than so many at once are changed without telling of each, as the core does. */
const FEW = 20;

type Commands = Pick<
  Platform,
  | "clipsFavourite"
  | "clipsTrash"
  | "clipsRestore"
  | "clipsExport"
  | "clipsDrag"
  | "collectionsList"
  | "collectionCreate"
  | "collectionRename"
  | "collectionRemove"
  | "collectionAdd"
  | "collectionTake"
  | "trashEmpty"
  | "libraryRepair"
>;

const COLLECTIONS = ["For the client", "雨天", "Herons and other early birds of the marsh", "Someday"];

const filled = (start: FakeStart, count: number, more: (number: number) => Partial<ClipView>) => {
  start.state.settings.onboarded = true;
  start.clips = Array.from({ length: count }, (_, at) => clip(at + 1, more(at + 1)));
};

/** The states of the library's order that have a look of their own; the last collection is empty. */
export const shelfStates: Record<string, (start: FakeStart) => void> = {
  collections: (start) => {
    start.collections = COLLECTIONS;
    const inside = (number: number) => [2, 3, 7].filter((by) => number % by === 0);
    filled(start, 40, (number) => ({
      collections: inside(number).map((by) => `collection-${[2, 3, 7].indexOf(by) + 1}`),
    }));
  },
  "collections-many": (start) => {
    start.collections = Array.from({ length: 24 }, (_, at) => `${COLLECTIONS[at % 4]} ${at + 1}`);
    filled(start, 40, (number) => ({ collections: [`collection-${1 + (number % 24)}`] }));
  },
  "trash-full": (start) => filled(start, 24, (number) => ({ trashed: number > 5 })),
  // What lies at the address of the picture is none.
  "no-posters": (start) => filled(start, 12, () => ({ posterUrl: URL.createObjectURL(new Blob(["none"])) })),
};

export function fakeShelf({ clips, collections, damaged, find, change, changed, fault }: Shelf): Commands {
  const names = new Map(collections.map((name, at) => [`collection-${at + 1}`, name]));
  let last = names.size;
  const list = (): CollectionView[] =>
    [...names]
      .map(([id, name]) => {
        const inside = clips.filter((one) => one.collections.includes(id) && !one.trashed);
        return { id, name, clips: inside.length, posterUrl: inside[0]?.posterUrl ?? null };
      })
      .sort((a, b) => a.name.localeCompare(b.name));
  const named = (name: string) => {
    const plain = name.trim();
    if (plain === "" || [...plain].length > NAME_LIMIT)
      throw fault("nameInvalid", { limit: String(NAME_LIMIT) });
    return plain;
  };
  const known = (id: string) => {
    if (!names.has(id)) throw fault("collectionUnknown");
  };
  /** Changes those that are not so yet, and says which. */
  const each = (
    ids: string[],
    so: (one: ClipView) => boolean,
    patch: (one: ClipView) => Partial<ClipView>,
  ) => {
    if (ids.length <= FEW) {
      const moved = ids.filter((id) => !so(find(id)));
      for (const id of moved) change(id, patch(find(id)));
      return moved;
    }
    const meant = new Set(ids);
    const moved: string[] = [];
    const all = clips as ClipView[];
    for (const [at, one] of all.entries()) {
      if (!meant.has(one.id) || so(one)) continue;
      moved.push(one.id);
      all[at] = { ...one, ...patch(one) };
    }
    changed();
    return moved;
  };
  const put = (id: string, ids: string[]) =>
    each(
      ids,
      (one) => one.collections.includes(id),
      (one) => ({ collections: [...one.collections, id] }),
    );
  const take = (id: string, ids: string[]) =>
    each(
      ids,
      (one) => !one.collections.includes(id),
      (one) => ({ collections: one.collections.filter((other) => other !== id) }),
    );
  return {
    clipsFavourite: async (ids, on) =>
      each(
        ids,
        (one) => one.favourite === on,
        () => ({ favourite: on }),
      ),
    clipsTrash: async (ids) =>
      each(
        ids,
        (one) => one.trashed,
        () => ({ trashed: true }),
      ),
    clipsRestore: async (ids) =>
      each(
        ids,
        (one) => !one.trashed,
        () => ({ trashed: false }),
      ),
    clipsExport: async (ids) => ({
      folder: "For the client",
      clips: ids.filter((id) => !find(id).missing).length,
      missing: ids.map(find).flatMap((one) => (one.missing ? [one.name] : [])),
    }),
    clipsDrag: async () => null,
    collectionsList: async () => list(),
    collectionCreate: async (name, ids) => {
      last += 1;
      const id = `collection-${last}`;
      names.set(id, named(name));
      put(id, ids);
      changed();
      return list();
    },
    collectionRename: async (id, name) => {
      known(id);
      names.set(id, named(name));
      changed();
      return list();
    },
    collectionRemove: async (id) => {
      known(id);
      names.delete(id);
      const held = clips.filter((one) => one.collections.includes(id)).map((one) => one.id);
      take(id, held);
      changed();
      return held;
    },
    collectionAdd: async (id, ids) => {
      known(id);
      return put(id, ids);
    },
    collectionTake: async (id, ids) => {
      known(id);
      return take(id, ids);
    },
    trashEmpty: async () => {
      const gone = clips.filter((one) => one.trashed);
      const all = clips as ClipView[];
      all.splice(0, all.length, ...clips.filter((one) => !one.trashed));
      changed();
      return { clips: gone.length, bytes: gone.reduce((sum, one) => sum + one.bytes, 0) };
    },
    libraryRepair: async () => ({
      checked: clips.length,
      ...{
        found: 2,
        missing: clips.filter((one) => one.missing).length,
        changed: 0,
        posters: 3,
        strangers: 1,
        damaged,
      },
    }),
  };
}
