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
  QueuePause,
} from "../platform/types";

export type MessageKey = ParseKeys;

/** What turns a key into words, for helpers beside components. Plainer than i18next's own type, which the compiler
 * cannot follow through so many keys. */
export interface Translate {
  (key: MessageKey): string;
  (key: MessageKey, values: Readonly<Record<string, string | number>>): string;
}

export const errorWords: Record<ErrorCode, MessageKey> = {
  addressInsecure: "error.addressInsecure",
  addressInvalid: "error.addressInvalid",
  alreadyOpen: "error.alreadyOpen",
  cancelled: "error.cancelled",
  clipFileMissing: "error.clipFileMissing",
  clipUnknown: "error.clipUnknown",
  clipboardEmpty: "error.clipboardEmpty",
  collectionUnknown: "error.collectionUnknown",
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
  modelInvalid: "error.modelInvalid",
  nameInvalid: "error.nameInvalid",
  noBrowser: "error.noBrowser",
  noProgram: "error.noProgram",
  noteTooLong: "error.noteTooLong",
  notNow: "error.notNow",
  pictureNeeded: "error.pictureNeeded",
  pictureUnknown: "error.pictureUnknown",
  picturesTooMany: "error.picturesTooMany",
  presetNameInvalid: "error.presetNameInvalid",
  presetsTooMany: "error.presetsTooMany",
  practiceUnavailable: "error.practiceUnavailable",
  promptEmpty: "error.promptEmpty",
  promptTooLong: "error.promptTooLong",
  sizeInvalid: "error.sizeInvalid",
  taskInvalid: "error.taskInvalid",
  taskTaken: "error.taskTaken",
  proxyInvalid: "error.proxyInvalid",
  proxyLoginInvalid: "error.proxyLoginInvalid",
  proxyPasswordInvalid: "error.proxyPasswordInvalid",
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
  keyOther: "note.keyOther",
  practiceOff: "note.practiceOff",
  proxyRefused: "note.proxyRefused",
  serviceTrouble: "note.serviceTrouble",
  unusuallyLong: "note.unusuallyLong",
  uploading: "note.uploading",
  waitedLong: "note.waitedLong",
};

/** Where the person has to go before a held job can go on, or what is to be said. */
export const noteDoors: Record<JobNote, "settings" | "topUp" | "send" | null> = {
  offline: null,
  rateLimited: null,
  diskFull: "settings",
  folderMissing: "settings",
  folderReadOnly: "settings",
  keyNeeded: "settings",
  keyRefused: "settings",
  creditEmpty: "topUp",
  keyOther: "settings",
  practiceOff: "settings",
  proxyRefused: "settings",
  serviceTrouble: null,
  unusuallyLong: null,
  uploading: null,
  waitedLong: "send",
};

/** Why the whole queue stands still. */
export const pauseWords: Record<QueuePause, MessageKey> = {
  asked: "queue.pausedAsked",
  restored: "queue.pausedRestored",
  repaired: "queue.pausedRepaired",
  moved: "queue.pausedMoved",
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

/** Where in Create a request is changed that was put back there. */
export type EditSpot = "prompt" | "model" | "picture" | "length" | "size";

/** The one thing that helps: its button, and where that leads. */
export const remedies = {
  askAgain: { label: "queue.askAgain", does: "watch" },
  changeLength: { label: "queue.changeLength", does: "edit", spot: "length" },
  changeModel: { label: "queue.changeModel", does: "edit", spot: "model" },
  changePicture: { label: "queue.changePicture", does: "edit", spot: "picture" },
  changePrompt: { label: "queue.changePrompt", does: "edit", spot: "prompt" },
  changeSize: { label: "queue.changeSize", does: "edit", spot: "size" },
  edit: { label: "queue.edit", does: "edit", spot: "prompt" },
  retry: { label: "queue.retry", does: "retry" },
  settings: { label: "queue.openSettings", does: "settings" },
  topUp: { label: "queue.topUp", does: "open", page: "topUp" },
  usage: { label: "queue.usage", does: "open", page: "usage" },
} as const satisfies Record<string, RemedyButton>;

type RemedyButton = { label: MessageKey } & (
  | { does: "watch" | "retry" | "settings" }
  | { does: "edit"; spot: EditSpot }
  | { does: "open"; page: HelpPage }
);
export type Remedy = keyof typeof remedies;

/** What happened, what helps, and the one button that does it. */
export interface CauseWords {
  what: MessageKey;
  help: MessageKey;
  remedy: Remedy;
}
export const causeWords: Record<CauseCode, CauseWords> = {
  addressRefused: { what: "cause.addressRefused", help: "cause.addressRefusedHelp", remedy: "settings" },
  addressWrong: { what: "cause.addressWrong", help: "cause.addressWrongHelp", remedy: "settings" },
  adultRefused: { what: "cause.adultRefused", help: "cause.adultRefusedHelp", remedy: "changePrompt" },
  audioRefused: { what: "cause.audioRefused", help: "cause.audioRefusedHelp", remedy: "changePrompt" },
  badRequest: { what: "cause.badRequest", help: "cause.badRequestHelp", remedy: "edit" },
  bodyTooLarge: { what: "cause.bodyTooLarge", help: "cause.bodyTooLargeHelp", remedy: "changePicture" },
  clipUnreadable: { what: "cause.clipUnreadable", help: "cause.clipUnreadableHelp", remedy: "askAgain" },
  contentRefused: { what: "cause.contentRefused", help: "cause.contentRefusedHelp", remedy: "changePrompt" },
  creditEmpty: { what: "cause.creditEmpty", help: "cause.creditEmptyHelp", remedy: "topUp" },
  generationFailed: { what: "cause.generationFailed", help: "cause.generationFailedHelp", remedy: "retry" },
  internal: { what: "cause.internal", help: "cause.internalHelp", remedy: "retry" },
  keyRefused: { what: "cause.keyRefused", help: "cause.keyRefusedHelp", remedy: "settings" },
  lengthRefused: { what: "cause.lengthRefused", help: "cause.lengthRefusedHelp", remedy: "changeLength" },
  linkDead: { what: "cause.linkDead", help: "cause.linkDeadHelp", remedy: "askAgain" },
  minorRefused: { what: "cause.minorRefused", help: "cause.minorRefusedHelp", remedy: "changePrompt" },
  modelForbidden: { what: "cause.modelForbidden", help: "cause.modelForbiddenHelp", remedy: "changeModel" },
  modelUnavailable: {
    what: "cause.modelUnavailable",
    help: "cause.modelUnavailableHelp",
    remedy: "changeModel",
  },
  noAnswer: { what: "cause.noAnswer", help: "cause.noAnswerHelp", remedy: "retry" },
  noFile: { what: "cause.noFile", help: "cause.noFileHelp", remedy: "askAgain" },
  notAVideo: { what: "cause.notAVideo", help: "cause.notAVideoHelp", remedy: "askAgain" },
  personRefused: { what: "cause.personRefused", help: "cause.personRefusedHelp", remedy: "changePrompt" },
  pictureCount: { what: "cause.pictureCount", help: "cause.pictureCountHelp", remedy: "changePicture" },
  pictureMissing: { what: "cause.pictureMissing", help: "cause.pictureMissingHelp", remedy: "changePicture" },
  pictureNeeded: { what: "cause.pictureNeeded", help: "cause.pictureNeededHelp", remedy: "changePicture" },
  pictureUnreachable: {
    what: "cause.pictureUnreachable",
    help: "cause.pictureUnreachableHelp",
    remedy: "changePicture",
  },
  proxyRefused: { what: "cause.proxyRefused", help: "cause.proxyRefusedHelp", remedy: "settings" },
  rateLimited: { what: "cause.rateLimited", help: "cause.rateLimitedHelp", remedy: "retry" },
  requestForbidden: {
    what: "cause.requestForbidden",
    help: "cause.requestForbiddenHelp",
    remedy: "settings",
  },
  serviceTrouble: { what: "cause.serviceTrouble", help: "cause.serviceTroubleHelp", remedy: "retry" },
  sizeRefused: { what: "cause.sizeRefused", help: "cause.sizeRefusedHelp", remedy: "changeSize" },
  taskUnknown: { what: "cause.taskUnknown", help: "cause.taskUnknownHelp", remedy: "usage" },
  unexpectedAnswer: { what: "cause.unexpectedAnswer", help: "cause.unexpectedAnswerHelp", remedy: "retry" },
  uploadLimit: { what: "cause.uploadLimit", help: "cause.uploadLimitHelp", remedy: "settings" },
  uploadMissing: { what: "cause.uploadMissing", help: "cause.uploadMissingHelp", remedy: "settings" },
  uploadRefused: { what: "cause.uploadRefused", help: "cause.uploadRefusedHelp", remedy: "changePicture" },
};

export const refusalWords: Record<PictureRefusal, MessageKey> = {
  broken: "pictures.refusedBroken",
  diskFull: "pictures.refusedDiskFull",
  empty: "pictures.refusedEmpty",
  folder: "pictures.refusedFolder",
  heif: "pictures.refusedHeif",
  linkDead: "pictures.refusedLinkDead",
  linkForbidden: "pictures.refusedLinkForbidden",
  linkPage: "pictures.refusedLinkPage",
  linkUnreachable: "pictures.refusedLinkUnreachable",
  notAPicture: "pictures.refusedNotAPicture",
  tooLarge: "pictures.refusedTooLarge",
  tooMany: "pictures.refusedTooMany",
  unreadable: "pictures.refusedUnreadable",
  video: "pictures.refusedVideo",
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

/** How it stands with the password of the proxy. */
export const passwordWords: Record<KeyState, MessageKey> = {
  set: "network.passwordSet",
  memory: "network.passwordMemory",
  none: "network.passwordNone",
  unknown: "network.passwordUnknown",
};

/** Where a password that is entered goes. */
export function passwordHint(keyring: KeyringState): MessageKey {
  return keyring === "ready" || keyring === "waiting" ? "network.passwordHint" : "network.passwordHintMemory";
}
