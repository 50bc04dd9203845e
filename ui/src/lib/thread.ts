// How the clips of a thread hang together. Pure.

interface Taken {
  name: string;
  cut: { source: { name: string } } | null;
}

/** The frame (from 1) of the clip before that this one goes on from; null where it cannot be told. */
export function goesOnFrom(pictures: readonly Taken[]): number | null {
  const [first] = pictures;
  if (!first) return null;
  // A frame that is taken as a picture is called by its clip and its number.
  const number = / #(\d+)$/u.exec(first.cut?.source.name ?? first.name)?.[1];
  return number === undefined ? null : Number(number);
}
