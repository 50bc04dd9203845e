// A made-up job, told as the studio would tell of it, and what the made-up platform starts with.
import { clip, models, picture } from "./fake-data";
import type { FakeMoney } from "./fake-money";
import type {
  AppState,
  BackupView,
  CauseCode,
  Charged,
  ClipView,
  ErrorCode,
  JobNote,
  JobState,
  JobView,
  RecordView,
  StorageState,
} from "./types";

export interface FakeStart {
  /** Names of collections. */
  collections?: readonly string[];
  state: AppState;
  clips: ClipView[];
  storage: StorageState;
  money: FakeMoney;
  record: RecordView;
  backups: BackupView[];
  /** Generate fails with this. */
  createFails?: ErrorCode;
  /** Every search and every filter finds nothing. */
  findsNothing?: boolean;
}

export const MINUTE = 60_000;
let made = 0;

export interface Sketch {
  state: JobState;
  prompt?: number;
  note?: JobNote;
  cause?: CauseCode;
  charged?: Charged;
  /** How long ago it was sent, ms. */
  age?: number;
  pictures?: number;
  progress?: number;
  practice?: boolean;
}

const prompts = [
  "A heron lifts off from the reeds at first light, mist slowly parting over the water",
  "雨后的老街，灯笼一盏盏亮起来，镜头缓缓推进",
  "The tide comes in around an old pier",
  "小猫从窗台跳下，窗帘轻轻晃动",
  "Snow begins to fall on a quiet station platform while the last train pulls away into the dark",
];

/** A job as the studio would tell of it. */
export function sketch({
  state,
  prompt = 0,
  note,
  cause,
  charged = "no",
  age = MINUTE,
  pictures = 1,
  progress,
  practice = false,
}: Sketch): JobView {
  made += 1;
  const sent = state !== "waiting" && cause !== "pictureMissing";
  const ended = state === "failed" || state === "stopped" || state === "done";
  const model = models[prompt % models.length] ?? models[0];
  return {
    ...{ id: `told-${made}`, setId: `told-set-${made}`, state, model: model?.id ?? "veo3" },
    press: `told-press-${made}`,
    ...{ added: false, place: 0 },
    ...{ prompt: prompts[prompt % prompts.length] ?? "", aspectRatio: null, quality: null, duration: null },
    pictures: Array.from({ length: pictures }, (_, i) => picture(made * 3 + i + prompt, "still.jpg")),
    ...{ practice, origin: practice ? "practice" : "https://crazyrouter.com", usagePage: !practice },
    taskNumber: sent && state !== "unclear" && charged !== "no" ? `video_task_${1000 + made}` : null,
    ...{ createdAtMs: Date.now() - age, sentAtMs: sent ? Date.now() - age : null },
    runningAtMs: note === "unusuallyLong" ? Date.now() - 4 * MINUTE : null,
    ...{ endedAtMs: ended ? Date.now() - 1000 : null, typicalMs: model?.typicalMs ?? 180_000 },
    ...{ progress: progress ?? null, note: note ?? null, estimateMicros: practice ? null : 800_000 },
    cause: cause
      ? { code: cause, charged: practice ? "practice" : charged, detail: `403 {"error":{"code":"${cause}"}}` }
      : null,
    clip: state === "done" ? clip(500 + made, { prompt: prompts[prompt % prompts.length] ?? "" }) : null,
  };
}
