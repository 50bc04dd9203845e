// Films side by side in their own shapes, all of one height, as large as the room lets them be. Pure.

export interface Room {
  width: number;
  height: number;
  /** Between two of them, px. */
  gap: number;
  /** What stands under each of them, px. */
  caption: number;
  /** No narrower, whatever the shape: what stands under it needs room. */
  least: number;
}

export interface Tiling {
  columns: number;
  /** Of each film, px. */
  height: number;
}

/** In as many columns as make them largest; the fewest of those that are equal, so that four make a square. */
export function tile(ratios: readonly number[], room: Room): Tiling {
  let best: Tiling = { columns: 1, height: 0 };
  for (let columns = ratios.length; columns >= 1; columns -= 1) {
    // Beside one another only as far as there is room; what does not fit below is reached by scrolling.
    if (columns > 1 && columns * (room.least + room.gap) - room.gap > room.width) continue;
    const height = heightIn(columns, ratios, room);
    if (height > 0 && height >= best.height) best = { columns, height };
  }
  return { columns: best.columns, height: Math.max(0, Math.floor(best.height)) };
}

function heightIn(columns: number, ratios: readonly number[], { width, height, gap, caption }: Room): number {
  const rows = Math.ceil(ratios.length / columns);
  const wide = Array.from({ length: columns }, (_, column) =>
    Math.max(...ratios.filter((_, at) => at % columns === column)),
  ).reduce((sum, ratio) => sum + ratio, 0);
  const high = (height - gap * (rows - 1)) / rows - caption;
  return Math.min(high, (width - gap * (columns - 1)) / wide);
}

/** The largest box of a shape in a room. */
export function fitInto(ratio: number, { width, height, caption }: Room): { width: number; height: number } {
  const high = Math.max(0, Math.min(height - caption, width / ratio));
  return { width: Math.floor(high * ratio), height: Math.floor(high) };
}
