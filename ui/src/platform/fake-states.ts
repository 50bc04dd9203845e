// The states that must be designed, by name: `?fake=offline` opens the page in that state, with the jobs,
// clips and answers that bring it about. Tests and screenshots go through all of them.
import { clip } from "./fake-data";
import { filmStates } from "./fake-film";
import { queueStates } from "./fake-queue";
import { shelfStates } from "./fake-shelf";
import { type FakeStart, MINUTE, sketch } from "./fake-sketch";
import type {
  AppState,
  CauseCode,
  Charged,
  ClipView,
  ErrorCode,
  JobNote,
  JobView,
  StorageState,
} from "./types";

export { type FakeStart, sketch } from "./fake-sketch";

const paid = (state: AppState): void => {
  Object.assign(state.settings, { onboarded: true, practice: false });
  state.account.key = "set";
};
const held = (start: FakeStart, note: JobNote, ...first: JobView[]) => {
  paid(start.state);
  start.state.jobs = [
    ...first,
    sketch({ state: "waiting", prompt: 1, note, age: 40_000 }),
    sketch({ state: "waiting", prompt: 2, note, age: 55_000, pictures: 0 }),
  ];
};
const saving = (start: FakeStart, note: JobNote, storage: StorageState, createFails: ErrorCode) => {
  paid(start.state);
  Object.assign(start, { storage, createFails });
  start.state.jobs = [sketch({ state: "saving", note, age: 3 * MINUTE, charged: "maybe" })];
};
const withoutKeyring = (start: FakeStart, keyring: "locked" | "absent") => {
  paid(start.state);
  Object.assign(start.state.account, { keyring, key: "none" });
  start.state.jobs = [sketch({ state: "making", note: "keyNeeded", age: 2 * MINUTE, charged: "maybe" })];
};
const library = (start: FakeStart, more: Partial<ClipView> = {}) => {
  start.state.settings.onboarded = true;
  start.clips = Array.from({ length: 14 }, (_, i) => clip(i + 1, more));
};

export const fakeStates: Record<string, (start: FakeStart) => void> = {
  ...queueStates(sketch, paid),
  ...shelfStates,
  ...filmStates,
  "empty-library": ({ state }) => {
    state.settings.onboarded = true;
  },
  "nothing-found": (start) => {
    library(start);
    start.findsNothing = true;
  },
  offline: (start) => held(start, "offline"),
  "no-key": ({ state }) => {
    Object.assign(state.settings, { onboarded: true, practice: false });
  },
  "key-refused": (start) => {
    held(start, "keyRefused", sketch({ state: "failed", cause: "keyRefused" }));
    start.state.queue.held = "keyRefused";
    start.state.account.verdict = "wrong";
  },
  "out-of-credit": (start) => {
    held(start, "creditEmpty", sketch({ state: "failed", cause: "creditEmpty" }));
    start.state.queue.held = "creditEmpty";
    start.state.account.verdict = "outOfCredit";
    start.money.balance = { type: "left", micros: 0 };
  },
  "key-used-up": ({ state }) => {
    paid(state);
    state.account.verdict = "usedUp";
  },
  "key-expired": ({ state }) => {
    paid(state);
    state.account.verdict = "expired";
  },
  "price-unknown": ({ state }) => {
    paid(state);
    state.models = state.models.map((model) => ({ ...model, price: null }));
  },
  "soft-limit-near": ({ state, money }) => {
    paid(state);
    state.settings.spendLimitMicros = 20_000_000;
    money.spent = { knownMicros: 19_600_000, unknown: 2 };
  },
  "soft-limit-reached": ({ state, money }) => {
    paid(state);
    state.settings.spendLimitMicros = 12_500_000;
    money.spent = { knownMicros: 13_400_000, unknown: 1 };
  },
  "balance-unlimited": ({ state, money }) => {
    paid(state);
    money.balance = { type: "unlimited" };
  },
  "balance-on-click": ({ state, money }) => {
    paid(state);
    money.balance = { type: "untold" };
    money.balanceOnClick = { type: "left", micros: 2_500_000 };
  },
  "balance-untold": ({ state, money }) => {
    paid(state);
    money.balance = { type: "untold" };
  },
  "keyring-locked": (start) => withoutKeyring(start, "locked"),
  "keyring-missing": (start) => withoutKeyring(start, "absent"),
  "folder-gone": (start) => saving(start, "folderMissing", "missing", "folderMissing"),
  "folder-read-only": (start) => saving(start, "folderReadOnly", "readOnly", "folderReadOnly"),
  "disk-full": (start) => saving(start, "diskFull", "full", "diskFull"),
  repaired: (start) => {
    held(start, "offline");
    start.record.repaired = "damaged/20261124-091500-000";
  },
  restored: (start) => {
    library(start);
    start.record.restored = start.backups[2]?.at ?? 0;
  },
  "record-damaged": (start) => {
    library(start);
    start.record.damaged = true;
  },
  "no-backups": (start) => {
    paid(start.state);
    start.backups = [];
  },
  "request-unknown": (start) => {
    paid(start.state);
    start.state.jobs = [
      { ...sketch({ state: "unclear", age: 2 * MINUTE, pictures: 0 }), prompt: "" },
      { ...sketch({ state: "making", age: 95_000, charged: "maybe", pictures: 0 }), prompt: "" },
      { ...sketch({ state: "stopped", age: 6 * MINUTE, charged: "maybe", pictures: 0 }), prompt: "" },
    ];
  },
  "clip-missing": (start) => library(start, { missing: true }),
  "clip-gone-for-good": (start) => library(start, { missing: true, downloadable: false }),
  // Not a video: what a web view without the codec makes of a good one.
  "codec-missing": (start) => library(start, { videoUrl: "/fake/nothing.mp4" }),
  "model-unlisted": ({ state }) => {
    paid(state);
    state.models = state.models.map((model, i) => ({ ...model, listed: i % 3 === 0 ? "no" : "unknown" }));
  },
  "models-fault": ({ state }) => {
    paid(state);
    state.modelsFault = { kind: "unknownField", line: 12, field: "speed" };
  },
  "job-unknown": (start) => {
    paid(start.state);
    start.state.jobs = [sketch({ state: "failed", cause: "taskUnknown", charged: "maybe", age: 9 * MINUTE })];
  },
  "unclear-job": (start) => {
    paid(start.state);
    start.state.jobs = [sketch({ state: "unclear", age: 2 * MINUTE })];
  },
  making: (start) => {
    paid(start.state);
    start.state.jobs = [sketch({ state: "making", age: 95_000, charged: "maybe" })];
  },
  long: (start) => {
    paid(start.state);
    start.state.jobs = [
      sketch({ state: "making", note: "unusuallyLong", age: 25 * MINUTE, charged: "maybe", pictures: 0 }),
    ];
  },
  "all-jobs": (start) => {
    paid(start.state);
    start.state.jobs = [
      sketch({ state: "waiting", prompt: 4, age: 5_000 }),
      sketch({ state: "sending", prompt: 1, age: 4_000 }),
      sketch({ state: "making", age: 95_000, charged: "maybe" }),
      sketch({ state: "making", prompt: 3, progress: 62, age: 80_000, charged: "maybe", pictures: 0 }),
      sketch({ state: "saving", prompt: 2, age: 3 * MINUTE, charged: "maybe" }),
      sketch({ state: "unclear", prompt: 1, age: 4 * MINUTE }),
      sketch({ state: "failed", prompt: 2, cause: "contentRefused", age: 5 * MINUTE }),
      sketch({ state: "stopped", prompt: 3, age: 6 * MINUTE, charged: "maybe" }),
      sketch({ state: "done", prompt: 4, age: 7 * MINUTE, charged: "maybe" }),
    ];
  },
};

/** Every cause with whether it can have been charged when it is told, and in which picture of them it is. */
const causes: Record<CauseCode, [Charged, "account" | "request" | "service"]> = {
  addressRefused: ["no", "account"],
  addressWrong: ["no", "account"],
  adultRefused: ["maybe", "request"],
  audioRefused: ["maybe", "request"],
  badRequest: ["no", "request"],
  bodyTooLarge: ["no", "request"],
  clipUnreadable: ["maybe", "service"],
  contentRefused: ["no", "request"],
  creditEmpty: ["no", "account"],
  generationFailed: ["maybe", "service"],
  internal: ["maybe", "service"],
  keyRefused: ["no", "account"],
  lengthRefused: ["no", "request"],
  linkDead: ["maybe", "service"],
  minorRefused: ["maybe", "request"],
  modelForbidden: ["no", "account"],
  modelUnavailable: ["no", "account"],
  noAnswer: ["maybe", "service"],
  noFile: ["maybe", "service"],
  notAVideo: ["maybe", "service"],
  personRefused: ["no", "request"],
  pictureCount: ["no", "request"],
  pictureMissing: ["no", "request"],
  pictureNeeded: ["no", "request"],
  pictureUnreachable: ["no", "request"],
  proxyRefused: ["maybe", "account"],
  rateLimited: ["no", "account"],
  requestForbidden: ["no", "account"],
  serviceTrouble: ["maybe", "service"],
  sizeRefused: ["no", "request"],
  taskUnknown: ["maybe", "service"],
  unexpectedAnswer: ["maybe", "service"],
  uploadLimit: ["no", "request"],
  uploadMissing: ["no", "request"],
  uploadRefused: ["no", "request"],
};
/** What a POST is answered with that leaves open whether it was taken. */
const open = new Set<CauseCode>(["noAnswer", "serviceTrouble", "unexpectedAnswer"]);
const ofCause = (cause: CauseCode, at: number): JobView => {
  const state = open.has(cause) ? "unclear" : "failed";
  return sketch({ state, cause, charged: causes[cause][0], prompt: at, age: (at + 2) * MINUTE });
};
const causeCodes = Object.keys(causes) as CauseCode[];
const stored = (cause: CauseCode) => cause.replace(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`);

/** `cause-key_refused` and so on, under the names that the database has; and all of one kind at once. */
for (const cause of causeCodes) {
  fakeStates[`cause-${stored(cause)}`] = ({ state }) => {
    paid(state);
    state.jobs = [ofCause(cause, 0)];
  };
  const kind = `causes-${causes[cause][1]}`;
  const others = fakeStates[kind];
  fakeStates[kind] = (start) => {
    paid(start.state);
    others?.(start);
    start.state.jobs = [...start.state.jobs, ofCause(cause, start.state.jobs.length)];
  };
}

/** The states of PRODUCT.md's list; the others beside them are for looking at jobs. */
export const designedStates = [
  "empty-library",
  "nothing-found",
  "offline",
  "no-key",
  "key-refused",
  "out-of-credit",
  "keyring-locked",
  "keyring-missing",
  "folder-gone",
  "folder-read-only",
  "disk-full",
  "clip-missing",
  "codec-missing",
  "model-unlisted",
  "job-unknown",
] as const;
