// Whether a service kept to the size and the shape that were asked for. Pure, and lenient where services round: to even
// numbers, to sixteens, or to the same number of pixels in another shape.
import { ratioOf } from "./shape";

interface Asked {
  quality: string | null;
  aspectRatio: string | null;
}

interface Size {
  width: number;
  height: number;
}

/** As far as encoders round a side, px. */
const ROUNDED = 16;
/** How far the number of pixels may be off where a name like `720P` is kept to in another shape. */
const SAME_AREA = 0.08;

/** What was asked for and is not so; an empty list where all is well or nobody can say. */
export function ignored({ quality, aspectRatio }: Asked, got: Size): ("size" | "shape")[] {
  if (!(got.width > 0) || !(got.height > 0)) return [];
  const ratio = ratioOf(aspectRatio);
  const found: ("size" | "shape")[] = [];
  if (quality !== null && !isSize(quality, ratio, got)) found.push("size");
  if (ratio !== null && !isShape(ratio, got)) found.push("shape");
  return found;
}

function isSize(quality: string, ratio: number | null, got: Size): boolean {
  const named = linesOf(quality);
  if (named !== null) return isNamed(named, got);
  const exact = sidesOf(quality);
  if (!exact) return true;
  const turned = { width: exact.height, height: exact.width };
  // `1280x720` asked for with a tall shape is the tall one of that size.
  const meant = ratio !== null && ratio < 1 !== exact.width < exact.height ? turned : exact;
  return Math.abs(got.width - meant.width) <= ROUNDED && Math.abs(got.height - meant.height) <= ROUNDED;
}

/** `720P`, `2K`, `4k` as lines of a wide picture; null for other words. */
function linesOf(quality: string): number | null {
  const lines = /^\s*(\d{3,4})\s*p\s*$/iu.exec(quality);
  if (lines) return Number(lines[1]);
  const thousands = /^\s*([248])\s*k\s*$/iu.exec(quality);
  return thousands ? ({ 2: 1440, 4: 2160, 8: 4320 }[Number(thousands[1])] ?? null) : null;
}

/** By its shorter side, or by as many pixels as the wide picture of that name has. */
function isNamed(lines: number, { width, height }: Size): boolean {
  if (Math.abs(Math.min(width, height) - lines) <= ROUNDED) return true;
  return Math.abs((width * height) / ((lines * lines * 16) / 9) - 1) <= SAME_AREA;
}

function sidesOf(quality: string): Size | null {
  const sides = /^\s*(\d{2,5})\s*[x×*]\s*(\d{2,5})\s*$/iu.exec(quality);
  return sides ? { width: Number(sides[1]), height: Number(sides[2]) } : null;
}

/** The nearest whole sides of that shape, one of them rounded. */
function isShape(ratio: number, { width, height }: Size): boolean {
  return Math.abs(width - height * ratio) <= ROUNDED || Math.abs(height - width / ratio) <= ROUNDED;
}
