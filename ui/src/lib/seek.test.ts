import { expect, it } from "vitest";
import { createSeeker, type Film } from "./seek";

/** A film that takes its time: it seeks until it is told that it has arrived. */
class SlowFilm extends EventTarget {
  shown: number[] = [];
  seeking = false;
  get currentTime() {
    return this.shown.at(-1) ?? 0;
  }
  set currentTime(time: number) {
    this.shown.push(time);
    this.seeking = true;
  }
  arrive() {
    this.seeking = false;
    this.dispatchEvent(new Event("seeked"));
  }
}

it("seeks at once, and while it does keeps only the newest wish", () => {
  const one = new SlowFilm();
  const seeker = createSeeker(one as unknown as Film);
  for (const time of [1, 2, 3]) seeker.to(time);
  expect(one.shown).toEqual([1]);
  expect(seeker.wish).toBe(3);
  one.arrive();
  expect(one.shown).toEqual([1, 3]);
  expect(seeker.wish).toBeNull();
  one.arrive();
  expect(one.shown).toEqual([1, 3]);
});

it("wishes for nothing once it has ended", () => {
  const one = new SlowFilm();
  const seeker = createSeeker(one as unknown as Film);
  seeker.to(1);
  seeker.to(2);
  seeker.end();
  one.arrive();
  expect(one.shown).toEqual([1]);
});
