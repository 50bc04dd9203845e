// What the made-up platform knows of a film: its frames, its family, and what is saved of it.
import { clip, picture, still } from "./fake-data";
import type { FakeStart } from "./fake-sketch";
import type { ClipView, CommandError, FrameTimes, Platform } from "./types";

interface Film {
  clips: readonly ClipView[];
  find: (id: string) => ClipView;
  change: (id: string, patch: Partial<ClipView>) => ClipView;
  fault: (code: CommandError["code"], params?: Record<string, string>) => CommandError;
}

const NAME_LIMIT = 120;
const NOTE_LIMIT = 5_000;

type Commands = Pick<
  Platform,
  | "clipRename"
  | "clipNote"
  | "clipFamily"
  | "clipFrames"
  | "clipCopy"
  | "clipPart"
  | "clipPoster"
  | "clipImport"
  | "frameCopy"
>;

const VARIED = "/fake/varied.mp4";
/** As in that file: ten frames at 60 a second, then ten at 10, three times over; the last one is short again. */
function variedTimes(): FrameTimes {
  const lengths = Array.from({ length: 60 }, (_, frame) =>
    Math.floor(frame / 10) % 2 === 0 || frame === 59 ? 1 / 60 : 0.1,
  );
  let end = 0;
  const starts = lengths.map((length) => {
    end += length;
    return end - length;
  });
  return { starts, end };
}

/** Its own id tells what belongs together: `thread-2` goes on from `thread-1`. */
const isThread = (one: ClipView) => one.id.startsWith("thread-");

const isDamaged = (id: string) => id.startsWith("damaged-");

export function fakeFilm({ clips, find, change, fault }: Film): Commands {
  const whole = (id: string) => {
    const one = find(id);
    if (one.missing) throw fault("clipFileMissing");
    return one;
  };
  return {
    clipRename: async (id, name) => {
      const plain = name.trim().replace(/\.mp4$/iu, "");
      if (plain === "" || [...plain].length > NAME_LIMIT)
        throw fault("nameInvalid", { limit: String(NAME_LIMIT) });
      return change(id, { name: `${plain}.mp4` });
    },
    clipNote: async (id, note) => {
      if ([...note].length > NOTE_LIMIT) throw fault("noteTooLong", { limit: String(NOTE_LIMIT) });
      return change(id, { note: note.trim() });
    },
    clipFamily: async (id) => {
      const one = find(id);
      const here = (other: ClipView) => !other.trashed || other.id === id;
      return {
        thread: isThread(one)
          ? clips
              .filter((other) => isThread(other) && here(other))
              .sort((a, b) => a.createdAtMs - b.createdAtMs)
          : [one],
        takes: clips.filter((other) => other.setId === one.setId && here(other)),
      };
    },
    clipFrames: async (id) => {
      const { frames, durationMs, videoUrl } = whole(id);
      if (isDamaged(id)) throw fault("frameUnreadable");
      if (videoUrl === VARIED) return variedTimes();
      const each = durationMs / 1000 / frames;
      return { starts: Array.from({ length: frames }, (_, n) => n * each), end: durationMs / 1000 };
    },
    clipCopy: async (id) => ({ name: whole(id).name, encoded: false, silent: false }),
    clipPart: async (id, first, last, kind) => ({
      name: `${whole(id).name.replace(/\.mp4$/u, "")} ${first + 1}-${last + 1}.${kind}`,
      encoded: first > 0 || kind === "gif",
      silent: false,
    }),
    clipPoster: async (id, jpeg) => {
      const blob = new Blob([new Uint8Array(jpeg)], { type: "image/jpeg" });
      change(id, { posterUrl: URL.createObjectURL(blob) });
      return null;
    },
    clipImport: async () => whole(clips[0]?.id ?? ""),
    frameCopy: async (id) => {
      whole(id);
      return null;
    },
  };
}

const HOUR = 3_600_000;
/** Saved then, and pressed three minutes and some seconds before. */
const savedAt = (createdAtMs: number) => ({
  createdAtMs,
  ...{ pressedAtMs: createdAtMs - 190_000, sentAtMs: createdAtMs - 188_000, readyAtMs: createdAtMs - 4_000 },
});
const shelf = (start: FakeStart, ...first: ClipView[]) => {
  start.state.settings.onboarded = true;
  start.clips = [...first, ...Array.from({ length: 8 }, (_, i) => clip(i + 20, { practice: false }))];
};

/** What a player meets beside plain clips. */
export const filmStates: Record<string, (start: FakeStart) => void> = {
  varied: (start) =>
    shelf(
      start,
      clip(1, { width: 1280, height: 720, videoUrl: VARIED, fps: 20, frames: 60, durationMs: 3417 }),
    ),
  thread: (start) => {
    const links = [
      "A lighthouse keeper climbs the stairs at dusk, lamp in hand",
      "She opens the door to the gallery, and the wind takes her scarf",
      "The scarf drifts out over the sea towards the first stars",
    ].map((prompt, i) =>
      clip(2 + i * 6, {
        id: `thread-${i + 1}`,
        prompt,
        model: "veo3.1-components",
        ...savedAt(Date.UTC(2026, 10, 24, 8) + i * HOUR),
        posterUrl: still(11 + i * 2, 1280, 720),
        // As the core names a frame that is taken as a picture.
        pictures: i > 0 ? [picture(30 + i, `scene-${i}.mp4 #${i === 1 ? 120 : 73}`)] : [],
      }),
    );
    shelf(start, ...links.reverse());
  },
  takes: (start) =>
    shelf(
      start,
      ...[1, 2, 3, 4].map((take) =>
        clip(2 + take * 6, {
          id: `take-${take}`,
          setId: "takes",
          prompt: "The tide comes in around an old pier, slow push forward",
          ...{ practice: false, favourite: false },
          posterUrl: still(20 + take, 1280, 720),
          ...savedAt(Date.UTC(2026, 10, 24, 8) - take * 1000),
        }),
      ),
    ),
  // The core could not decode it, so nobody has drawn its poster yet.
  "poster-missing": (start) => shelf(start, clip(2, { posterUrl: "/fake/nothing.jpg" })),
  "clip-damaged": (start) => shelf(start, clip(2, { id: "damaged-1", videoUrl: "/fake/nothing.mp4" })),
  // What was asked for and did not come, in a long story with everything that can be told.
  "details-full": (start) => {
    filmStates.thread?.(start);
    const [told, ...others] = start.clips;
    if (!told) return;
    start.clips = [
      {
        ...told,
        prompt: `${told.prompt}. `.repeat(8).trim(),
        ...{ aspectRatio: "9:16", quality: "1080P", duration: 8, practice: false },
        pictures: [picture(1, "keeper.jpg"), picture(3, "sea.jpg")],
        note: "For the opening. Ask Mei about the music.",
        name: "2026-11-24 the-scarf-drifts-out-over-the-sea-towards-the-first-stars veo3.1.mp4",
      },
      ...others,
    ];
  },
  "takes-tall": (start) =>
    shelf(
      start,
      ...[1, 2, 3].map((take) => clip(1 + take * 6, { id: `take-${take}`, setId: "takes", practice: false })),
    ),
};
