// What the made-up platform is filled with: the contract's models, drawn stills, and clips.
import type { AppState, ClipFilter, ClipView, Known, ModelView, PictureView } from "./types";

/** Short real clips of 120 frames at 24 a second, one in each shape. The dev server and the browser tests serve them. */
const FILM = { fps: 24, frames: 120 };
const films = { "16:9": "/fake/clip.mp4", "9:16": "/fake/tall.mp4", "1:1": "/fake/square.mp4" };

const model = (
  id: string,
  name: string,
  maker: string,
  en: string,
  zh: string,
  rest: Partial<ModelView> = {},
): ModelView => ({
  id,
  name,
  maker,
  strengths: { en, zh },
  text: "yes",
  pictures: "unknown" as Known,
  pictureNeeded: false,
  maxPictures: null,
  roles: [],
  ratios: [],
  qualities: [],
  durations: [],
  usualS: null,
  limits: [],
  englishBest: false,
  typicalMs: 180_000,
  typicalHere: false,
  listed: "unknown",
  hints: [],
  price: null,
  ...rest,
});

export const models: ModelView[] = [
  model(
    "veo3.1-components",
    "Veo 3.1",
    "Google",
    "Lifelike scenes with sound, from up to three pictures",
    "真实场景，带声音，最多用三张图",
    {
      pictures: "yes",
      maxPictures: 3,
      roles: ["reference", "reference", "reference"],
      ratios: ["16:9", "9:16"],
      qualities: ["720P", "1080P"],
      durations: [4, 6, 8],
      usualS: 8,
      limits: [
        { qualities: [], pictures: 1, durations: [8] },
        { qualities: ["1080P"], pictures: 0, durations: [8] },
      ],
      englishBest: true,
      typicalMs: 240_000,
      hints: ["pictures", "maxPictures", "durations", "limits", "englishBest"],
      price: { micros: 100_000, per: "second" },
    },
  ),
  model("veo3", "Veo 3", "Google", "Lifelike scenes with sound, from words", "真实场景，带声音，用文字生成", {
    pictures: "no",
    ratios: ["16:9", "9:16"],
    durations: [8],
    typicalMs: 240_000,
  }),
  model("veo2", "Veo 2", "Google", "Calm, steady shots from words", "画面平稳，用文字生成"),
  model(
    "grok-video-3",
    "Grok Video 3",
    "xAI",
    "Quick and playful, good with one picture",
    "速度快，有想象力，适合单张图片",
    {
      pictures: "yes",
      ratios: ["16:9", "9:16", "2:3", "3:2"],
      qualities: ["720P"],
      durations: [6, 10, 15],
      usualS: 10,
      hints: ["pictures", "ratios", "qualities", "durations", "usual"],
      typicalMs: 90_000,
      price: { micros: 300_000, per: "clip" },
    },
  ),
  model(
    "wan-ai/wan2.1-t2v-14b",
    "Wan 2.1, from text",
    "Alibaba",
    "Fluid movement from words alone",
    "动作流畅，仅用文字",
    {
      pictures: "no",
      durations: [5],
    },
  ),
  model(
    "wan-ai/wan2.1-i2v-14b-720p",
    "Wan 2.1, from a picture",
    "Alibaba",
    "Brings one picture to life",
    "让一张图动起来",
    {
      text: "no",
      pictures: "yes",
      pictureNeeded: true,
      maxPictures: 1,
      roles: ["first"],
      durations: [5],
      usualS: 5,
    },
  ),
  model(
    "seedance-lite",
    "Seedance Lite",
    "ByteDance",
    "Lively people and dance, understands Chinese well",
    "人物与舞蹈生动，懂中文",
    {
      pictures: "yes",
      maxPictures: 2,
      roles: ["first", "firstLast"],
      ratios: ["16:9", "9:16", "1:1"],
      durations: [5, 10],
      usualS: 5,
      typicalMs: 120_000,
      hints: ["pictures", "maxPictures", "roles", "durations", "usual"],
    },
  ),
];

/** A quiet landscape as a blob: address, since the policy allows no data: address. */
export function still(seed: number, width: number, height: number): string {
  const hue = (seed * 47) % 360;
  const horizon = height * (0.55 + (seed % 3) * 0.06);
  const sun = width * (0.25 + ((seed * 7) % 10) / 20);
  const hill = (offset: number, tone: string) =>
    `<path fill="${tone}" d="M0 ${horizon + offset} Q${width * 0.3} ${horizon - height * 0.16 + offset} ${width * 0.55} ${horizon + offset} T${width} ${horizon - height * 0.05 + offset} V${height} H0Z"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><defs><linearGradient id="g" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="hsl(${hue} 28% 26%)"/><stop offset="1" stop-color="hsl(${(hue + 40) % 360} 58% 66%)"/></linearGradient></defs><rect width="${width}" height="${height}" fill="url(#g)"/><circle cx="${sun}" cy="${horizon - height * 0.12}" r="${Math.min(width, height) * 0.09}" fill="hsl(38 85% 78%)"/>${hill(0, `hsl(${hue} 22% 30%)`)}${hill(height * 0.14, `hsl(${hue} 24% 20%)`)}</svg>`;
  return URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
}

export function picture(seed: number, name: string): PictureView {
  const wide = name.startsWith("panorama");
  const [width, height] = wide ? [2048, 410] : seed % 3 === 1 ? [720, 1280] : [1600, 1000];
  return { id: `picture-${seed}`, name, width, height, url: still(seed, width, height), cut: null };
}

const scenes = [
  "A heron lifts off from the reeds at first light",
  "雨后的老街，灯笼一盏盏亮起来",
  "The tide comes in around an old pier, slow push forward",
  "A paper boat drifts down a rain gutter",
  "Snow begins to fall on a quiet station platform",
  "小猫从窗台跳下，窗帘轻轻晃动",
];

const shapes: [number, number, keyof typeof films][] = [
  [1280, 720, "16:9"],
  [720, 1280, "9:16"],
  [960, 960, "1:1"],
];

/** The film and its size for a shape; for what was left to the service, or is not among them, the wide one. */
export function filmOf(aspectRatio: string | null): Pick<ClipView, "width" | "height" | "videoUrl"> {
  const [width, height, shape] = shapes.find(([, , name]) => name === aspectRatio) ?? [1280, 720, "16:9"];
  return { width, height, videoUrl: films[shape] };
}

const posters = new Map<number, string>();
/** A handful of stills shared by all clips: hundreds of blobs would only slow the tests. */
function poster(kind: number, width: number, height: number): string {
  const kept = posters.get(kind) ?? still(kind + 3, width, height);
  posters.set(kind, kept);
  return kept;
}

export function clip(number: number, more: Partial<ClipView> = {}): ClipView {
  const kind = number % 6;
  const [width, height, aspectRatio] = shapes[(kind === 1 ? 1 : kind === 4 ? 2 : 0) as 0 | 1 | 2] ?? [
    1280,
    720,
    "16:9",
  ];
  const prompt = scenes[kind] ?? "";
  return {
    id: `clip-${number}`,
    jobId: `old-${number}`,
    setId: `old-set-${number}`,
    name: `2026-11-${String(1 + (number % 28)).padStart(2, "0")} scene-${number}.mp4`,
    model: models[number % models.length]?.id ?? "veo3",
    prompt,
    aspectRatio,
    quality: null,
    duration: null,
    pictures: kind === 1 ? [picture(number, "old street.jpg")] : [],
    practice: number % 5 === 0,
    taskNumber: `video_task_${1000 + number}`,
    estimateMicros: number % 5 === 0 || number % 3 === 0 ? null : 800_000,
    width,
    height,
    durationMs: 5000,
    ...FILM,
    bytes: 2_400_000,
    createdAtMs: Date.UTC(2026, 10, 22) - number * 3_600_000,
    ...{ note: "", collections: [] },
    pressedAtMs: Date.UTC(2026, 10, 22) - number * 3_600_000 - 190_000,
    sentAtMs: Date.UTC(2026, 10, 22) - number * 3_600_000 - 188_000,
    readyAtMs: Date.UTC(2026, 10, 22) - number * 3_600_000 - 4_000,
    favourite: number % 7 === 0,
    trashed: false,
    missing: false,
    downloadable: true,
    posterUrl: poster(kind, width, height),
    videoUrl: films[aspectRatio],
    ...more,
  };
}

export function freshState(): AppState {
  return {
    revision: 1,
    version: "0.1.0",
    platform: "linux",
    jobs: [],
    settings: {
      language: "system",
      theme: "system",
      motion: "system",
      serviceAddress: "https://crazyrouter.com",
      practice: true,
      onboarded: false,
      storageFolder: "/home/mei/Videos/Stillwake",
      proxy: "system",
      proxyAddress: "",
      proxyLogin: "",
      jobsAtOnce: 3,
      pictures: "automatic",
      passLinks: false,
      spendLimitMicros: null,
      tagClips: true,
    },
    account: {
      origin: "https://crazyrouter.com",
      keyring: "ready",
      key: "none",
      verdict: null,
      proxyPassword: "none",
    },
    models,
    modelsFault: null,
    queue: { paused: null, held: null, old: null },
    promptLimit: 5000,
    maxPictures: 7,
    welcomeUrl: "/fake/first-light.mp4",
  };
}

/** What leaves every clip in the list. */
export const noFilter: ClipFilter = {
  ...{ search: "", model: null, shape: null, pictures: null, favourite: false, trashed: false },
  ...{ sinceMs: null, untilMs: null, collection: null, missing: false },
};
