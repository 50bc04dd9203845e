// From codes to message keys. Every table is exhaustive: a new code does not compile until it has words.
import type { ParseKeys } from "i18next";
import type { TimeLeft } from "../lib/time";
import type {
  CauseCode,
  Charged,
  ErrorCode,
  HelpPage,
  JobNote,
  JobState,
  KeyringState,
  KeyState,
  KeyVerdict,
  PictureRefusal,
} from "../platform/types";

export type MessageKey = ParseKeys;

export const errorWords: Record<ErrorCode, MessageKey> = {
  addressInsecure: "error.addressInsecure",
  addressInvalid: "error.addressInvalid",
  cancelled: "error.cancelled",
  clipFileMissing: "error.clipFileMissing",
  clipUnknown: "error.clipUnknown",
  clipboardEmpty: "error.clipboardEmpty",
  databaseNewer: "error.databaseNewer",
  databaseUnreadable: "error.databaseUnreadable",
  diskFull: "error.diskFull",
  folderMissing: "error.folderMissing",
  folderReadOnly: "error.folderReadOnly",
  frameUnreadable: "error.frameUnreadable",
  internal: "error.internal",
  jobUnknown: "error.jobUnknown",
  keyInvalid: "error.keyInvalid",
  keyMissing: "error.keyMissing",
  keyringAbsent: "error.keyringAbsent",
  keyringDenied: "error.keyringDenied",
  keyringLocked: "error.keyringLocked",
  keyringSlow: "error.keyringSlow",
  limitInvalid: "error.limitInvalid",
  notNow: "error.notNow",
  pictureNeeded: "error.pictureNeeded",
  pictureUnknown: "error.pictureUnknown",
  picturesTooMany: "error.picturesTooMany",
  practiceUnavailable: "error.practiceUnavailable",
  promptEmpty: "error.promptEmpty",
  promptTooLong: "error.promptTooLong",
};

/** Where on the Create page an error of Generate is told. */
export type ErrorSpot = "prompt" | "pictures" | "generate";
export const errorSpots: Record<ErrorCode, ErrorSpot> = {
  addressInsecure: "generate",
  addressInvalid: "generate",
  cancelled: "generate",
  clipFileMissing: "generate",
  clipUnknown: "generate",
  clipboardEmpty: "generate",
  databaseNewer: "generate",
  databaseUnreadable: "generate",
  diskFull: "generate",
  folderMissing: "generate",
  folderReadOnly: "generate",
  frameUnreadable: "pictures",
  internal: "generate",
  jobUnknown: "generate",
  keyInvalid: "generate",
  keyMissing: "generate",
  keyringAbsent: "generate",
  keyringDenied: "generate",
  keyringLocked: "generate",
  keyringSlow: "generate",
  limitInvalid: "generate",
  notNow: "generate",
  pictureNeeded: "pictures",
  pictureUnknown: "pictures",
  picturesTooMany: "pictures",
  practiceUnavailable: "generate",
  promptEmpty: "prompt",
  promptTooLong: "prompt",
};

export const stateWords: Record<JobState, MessageKey> = {
  waiting: "state.waiting",
  sending: "state.sending",
  unclear: "state.unclear",
  making: "state.making",
  saving: "state.saving",
  done: "state.done",
  failed: "state.failed",
  stopped: "state.stopped",
};

export const noteWords: Record<JobNote, MessageKey> = {
  offline: "note.offline",
  rateLimited: "note.rateLimited",
  diskFull: "note.diskFull",
  folderMissing: "note.folderMissing",
  folderReadOnly: "note.folderReadOnly",
  keyNeeded: "note.keyNeeded",
  keyRefused: "note.keyRefused",
  creditEmpty: "note.creditEmpty",
  practiceOff: "note.practiceOff",
  serviceTrouble: "note.serviceTrouble",
  unusuallyLong: "note.unusuallyLong",
  uploading: "note.uploading",
};

/** Where the person has to go before a held job can go on. */
export const noteDoors: Record<JobNote, "settings" | "topUp" | null> = {
  offline: null,
  rateLimited: null,
  diskFull: "settings",
  folderMissing: "settings",
  folderReadOnly: "settings",
  keyNeeded: "settings",
  keyRefused: "settings",
  creditEmpty: "topUp",
  practiceOff: "settings",
  serviceTrouble: null,
  unusuallyLong: null,
  uploading: null,
};

/** Why a job has no key, where the keyring is the reason. */
export const keyNoteWords: Record<KeyringState, MessageKey> = {
  ready: "note.keyNeeded",
  absent: "note.keyringAbsent",
  locked: "note.keyringLocked",
  denied: "note.keyringDenied",
  waiting: "note.keyringWaiting",
};

export const leftWords: Record<TimeLeft["kind"], MessageKey> = {
  minutes: "queue.leftMinutes",
  minute: "queue.leftMinute",
  seconds: "queue.leftSeconds",
  soon: "queue.leftSoon",
};

export const chargedWords: Record<Charged, MessageKey> = {
  no: "charged.no",
  maybe: "charged.maybe",
  practice: "charged.practice",
};

/** What happened, what helps, and the door that leads there. */
export interface CauseWords {
  what: MessageKey;
  help: MessageKey;
  door: HelpPage | "settings" | null;
}
export const causeWords: Record<CauseCode, CauseWords> = {
  addressRefused: { what: "cause.addressRefused", help: "cause.addressRefusedHelp", door: "settings" },
  badRequest: { what: "cause.badRequest", help: "cause.badRequestHelp", door: null },
  bodyTooLarge: { what: "cause.bodyTooLarge", help: "cause.bodyTooLargeHelp", door: null },
  clipUnreadable: { what: "cause.clipUnreadable", help: "cause.clipUnreadableHelp", door: null },
  contentRefused: { what: "cause.contentRefused", help: "cause.contentRefusedHelp", door: null },
  creditEmpty: { what: "cause.creditEmpty", help: "cause.creditEmptyHelp", door: "topUp" },
  generationFailed: { what: "cause.generationFailed", help: "cause.generationFailedHelp", door: null },
  internal: { what: "cause.internal", help: "cause.internalHelp", door: null },
  keyRefused: { what: "cause.keyRefused", help: "cause.keyRefusedHelp", door: "settings" },
  linkDead: { what: "cause.linkDead", help: "cause.linkDeadHelp", door: null },
  modelForbidden: { what: "cause.modelForbidden", help: "cause.modelForbiddenHelp", door: null },
  modelUnavailable: { what: "cause.modelUnavailable", help: "cause.modelUnavailableHelp", door: null },
  noAnswer: { what: "cause.noAnswer", help: "cause.noAnswerHelp", door: null },
  noFile: { what: "cause.noFile", help: "cause.noFileHelp", door: null },
  notAVideo: { what: "cause.notAVideo", help: "cause.notAVideoHelp", door: null },
  pictureMissing: { what: "cause.pictureMissing", help: "cause.pictureMissingHelp", door: null },
  rateLimited: { what: "cause.rateLimited", help: "cause.rateLimitedHelp", door: null },
  serviceTrouble: { what: "cause.serviceTrouble", help: "cause.serviceTroubleHelp", door: null },
  taskUnknown: { what: "cause.taskUnknown", help: "cause.taskUnknownHelp", door: "usage" },
  unexpectedAnswer: { what: "cause.unexpectedAnswer", help: "cause.unexpectedAnswerHelp", door: null },
  uploadRefused: { what: "cause.uploadRefused", help: "cause.uploadRefusedHelp", door: null },
};

export const refusalWords: Record<PictureRefusal, MessageKey> = {
  broken: "pictures.refusedBroken",
  diskFull: "pictures.refusedDiskFull",
  empty: "pictures.refusedEmpty",
  folder: "pictures.refusedFolder",
  link: "pictures.refusedLink",
  notAPicture: "pictures.refusedNotAPicture",
  tooLarge: "pictures.refusedTooLarge",
  tooMany: "pictures.refusedTooMany",
  unreadable: "pictures.refusedUnreadable",
};

/** A keyring that is ready needs no words. */
export const keyringWords: Record<KeyringState, MessageKey | null> = {
  ready: null,
  absent: "key.keyringAbsent",
  locked: "key.keyringLocked",
  denied: "key.keyringDenied",
  waiting: "key.keyringWaiting",
};

/** Where a key that is entered goes: without a keyring that takes it, nowhere but to the service. */
export function keyHint(keyring: KeyringState): MessageKey {
  return keyring === "ready" || keyring === "waiting" ? "key.hint" : "key.hintMemory";
}

export const keyWords: Record<KeyState, MessageKey> = {
  set: "key.stateSet",
  memory: "key.stateMemory",
  none: "key.stateNone",
  unknown: "key.stateUnknown",
};

export const verdictWords: Record<KeyVerdict, MessageKey> = {
  good: "key.good",
  outOfCredit: "key.outOfCredit",
  wrong: "key.wrong",
  usedUp: "key.usedUp",
  expired: "key.expired",
  unchecked: "key.unchecked",
};
