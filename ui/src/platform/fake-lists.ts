// The made-up library's lists: the studio's rules, over a handful of clips.
import type { ClipFilter, ClipView, Platform } from "./types";

export function fakeLists(
  clips: () => readonly ClipView[],
  findsNothing: boolean,
): Pick<Platform, "clipsCount" | "clipsList"> {
  const fits = (one: ClipView, of: ClipFilter) =>
    one.trashed === of.trashed &&
    (of.model === null || one.model === of.model) &&
    (of.shape === null || of.shape === shapeOf(one)) &&
    (of.pictures === null || of.pictures === one.pictures.length > 0) &&
    (of.sinceMs === null || one.createdAtMs >= of.sinceMs) &&
    (of.untilMs === null || one.createdAtMs < of.untilMs) &&
    (!of.favourite || one.favourite) &&
    (of.collection === null || one.collections.includes(of.collection)) &&
    (!of.missing || one.missing) &&
    words(of).every((word) =>
      `${one.prompt} ${one.name} ${one.model} ${one.note}`.toLowerCase().includes(word),
    );
  const filtered = (of: ClipFilter) => {
    const { trashed: _, ...narrows } = of;
    const any = Object.values(narrows).some((one) => one !== null && one !== "" && one !== false);
    return findsNothing && any ? [] : clips().filter((one) => fits(one, of));
  };
  return {
    clipsCount: async (filter) => ({
      clips: filtered(filter).length,
      more: false,
      models: [...new Set(clips().map((one) => one.model))].sort(),
    }),
    clipsList: async ({ filter, sort, after, limit }) => {
      const all = filtered(filter);
      if (sort === "oldest") all.reverse();
      if (sort === "longest") all.sort((a, b) => b.durationMs - a.durationMs);
      if (sort === "model") all.sort((a, b) => a.model.localeCompare(b.model));
      const from = after === null ? 0 : all.findIndex((one) => one.id === after) + 1;
      const page = all.slice(from, from + limit);
      return { clips: page, next: from + limit < all.length ? (page.at(-1)?.id ?? null) : null };
    },
  };
}

const words = (of: ClipFilter) => of.search.trim().toLowerCase().split(/\s+/u).filter(Boolean);

function shapeOf({ width, height }: ClipView) {
  if (width > height * 1.05) return "wide";
  return height > width * 1.05 ? "tall" : "square";
}
