// A frame of a shape within a picture, in px of the picture: moved, zoomed, never outside. Pure.

export interface Size {
  width: number;
  height: number;
}

export interface Part extends Size {
  x: number;
  y: number;
}

/** No frame has a shorter side than this, px, unless the picture itself is smaller: services want more. */
export const LEAST_SIDE = 256;

const clamp = (value: number, least: number, most: number) => Math.max(least, Math.min(most, value));

/** What nobody sees is no other shape: services round to whole blocks of pixels. */
export function sameShape(one: number, other: number): boolean {
  return Math.abs(one - other) < 0.02 * Math.max(one, other);
}

/** The largest frame of a shape, in the middle. */
export function largest(picture: Size, ratio: number): Part {
  const wide = picture.width / picture.height > ratio;
  const width = wide ? Math.round(picture.height * ratio) : picture.width;
  const height = wide ? picture.height : Math.round(picture.width / ratio);
  return placed(picture, { width: Math.max(1, width), height: Math.max(1, height) }, middleOf(picture));
}

/** The same frame somewhere else; at the edge it stops. */
export function moved(picture: Size, part: Part, byX: number, byY: number): Part {
  return {
    ...part,
    x: Math.round(clamp(part.x + byX, 0, picture.width - part.width)),
    y: Math.round(clamp(part.y + byY, 0, picture.height - part.height)),
  };
}

/** How much larger things in the frame are than in the largest one: 1 and above. */
export function zoomOf(picture: Size, part: Part, ratio: number): number {
  return largest(picture, ratio).width / part.width;
}

/** How far one can zoom in. */
export function mostZoom(picture: Size, ratio: number): number {
  const { width, height } = largest(picture, ratio);
  return Math.max(1, Math.min(width, height) / LEAST_SIDE);
}

/** The frame around the same middle, so many times closer than the largest one. */
export function zoomed(picture: Size, part: Part, ratio: number, zoom: number): Part {
  const whole = largest(picture, ratio);
  const by = clamp(zoom, 1, mostZoom(picture, ratio));
  const size = { width: Math.round(whole.width / by), height: Math.round(whole.height / by) };
  return placed(picture, size, { x: part.x + part.width / 2, y: part.y + part.height / 2 });
}

/** A frame for another shape: around the same middle, as large as that allows. */
export function refitted(picture: Size, part: Part, ratio: number): Part {
  return placed(picture, largest(picture, ratio), {
    x: part.x + part.width / 2,
    y: part.y + part.height / 2,
  });
}

/** How much of the picture is in the frame, 0 to 1. */
export function shareOf(picture: Size, part: Part): number {
  return (part.width * part.height) / (picture.width * picture.height);
}

/** The shape of a list that is nearest to a picture's; null where there is none. */
export function nearestShape(
  picture: Size,
  shapes: readonly { name: string; ratio: number }[],
): string | null {
  const far = (ratio: number) => Math.abs(Math.log(picture.width / picture.height / ratio));
  let best: { name: string; ratio: number } | null = null;
  for (const shape of shapes) if (!best || far(shape.ratio) < far(best.ratio)) best = shape;
  return best?.name ?? null;
}

const middleOf = (picture: Size) => ({ x: picture.width / 2, y: picture.height / 2 });

function placed(picture: Size, { width, height }: Size, middle: { x: number; y: number }): Part {
  return {
    x: Math.round(clamp(middle.x - width / 2, 0, picture.width - width)),
    y: Math.round(clamp(middle.y - height / 2, 0, picture.height - height)),
    width,
    height,
  };
}
