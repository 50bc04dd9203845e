export type * from "../bindings";

import type {
  AccountView,
  AppState,
  BackupView,
  BalanceView,
  ClipCount,
  ClipFamily,
  ClipFilter,
  ClipPage,
  ClipQuery,
  ClipView,
  CollectionView,
  ExportView,
  FrameTimes,
  GoOnOver,
  HelpPage,
  JobRequest,
  JobView,
  KeyCheck,
  PartKind,
  PicturePart,
  PictureView,
  PresetView,
  PriceRequest,
  QueueView,
  QuoteView,
  RecordView,
  RepairView,
  SavedFile,
  SavedFrame,
  SettingsPatch,
  SettingsView,
  SpendView,
  StorageView,
  StudioEvent,
  TrashView,
} from "../bindings";

/** Everything the page can ask of its surroundings. Every method rejects with a CommandError. */
export interface Platform {
  appState(): Promise<AppState>;
  /** Resolves once events flow; the snapshot is asked for after that. */
  subscribe(listener: (event: StudioEvent) => void): Promise<() => void>;

  /** `press` is made by the page for one press of the button: the same press twice gives the same jobs. */
  jobCreate(request: JobRequest, press: string): Promise<JobView[]>;
  /** Stop watching; the service has no cancel. */
  jobStop(id: string): Promise<JobView>;
  /** Watch a stopped job again, or ask about a failed one that has a task number. */
  jobWatch(id: string): Promise<JobView>;
  /** Ask about a job in the making now: the job as the service left it. */
  jobAsk(id: string): Promise<JobView>;
  /** A new job with the same request, for a failed or stopped one. */
  jobRetry(id: string, press: string): Promise<JobView>;
  /** Send an unclear job again: the person has checked that it was not made. */
  jobResend(id: string, press: string): Promise<JobView>;
  /** Watch an unclear job under the task number that the person found. */
  jobAdopt(id: string, taskNumber: string): Promise<JobView>;
  /** Give an unclear job up. */
  jobGiveUp(id: string): Promise<JobView>;
  /** Watches and saves what was made elsewhere under a number, at the service of now. It is never sent. */
  jobAdd(taskNumber: string, model: string, press: string): Promise<JobView>;
  /** Puts a waiting job directly before another one, or behind all; those that have changed places. */
  jobMove(id: string, before: string | null): Promise<JobView[]>;
  /** Puts cards of jobs that have ended away; the ids of those that are gone. */
  queueClear(ids: string[]): Promise<string[]>;
  queueBringBack(ids: string[]): Promise<JobView[]>;
  /** Sends nothing more that waits; what was sent is made and saved. */
  queuePause(): Promise<QueueView>;
  /** Ends what the person has read about, and nothing else. */
  queueGoOn(over: GoOnOver): Promise<QueueView>;
  /** The answer about jobs that have waited for long: these and no others. */
  waitingSend(ids: string[]): Promise<QueueView>;
  waitingKeep(ids: string[]): Promise<QueueView>;
  waitingRemove(ids: string[]): Promise<QueueView>;
  /** Plain text for a support request; no key in it. */
  jobDetails(id: string): Promise<string>;

  /** Checks and, unless it is wrong, stores the key; null checks the stored one. */
  keyCheck(key: string | null): Promise<KeyCheck>;
  /** The same with what is on the clipboard, which the page never sees. */
  keyPaste(): Promise<KeyCheck>;
  keyClear(): Promise<AccountView>;
  settingsSet(patch: SettingsPatch): Promise<SettingsView>;
  /** Keeps the password of the proxy that is named in the settings; it is never told again. */
  proxyPasswordSet(password: string): Promise<AccountView>;
  proxyPasswordClear(): Promise<AccountView>;

  /** What a press of Generate will cost, about; answered from memory. */
  priceEstimate(request: PriceRequest): Promise<QuoteView>;
  /** What this calendar month cost so far, from our own records. */
  spendMonth(): Promise<SpendView>;
  /** What is left on the key; `asked` where a person clicked for it. */
  balanceRead(asked: boolean): Promise<BalanceView>;

  /** Opens the system's file picker; pictures arrive as an event. */
  picturePick(): Promise<null>;
  /** Fetches what lies at a link; the picture, or why there is none, arrives as an event. */
  pictureLink(link: string): Promise<null>;

  /** Takes the picture or the files on the clipboard; they arrive as an event. False where there is neither. */
  picturePaste(): Promise<boolean>;
  /** A part of a picture as a picture of its own, to be sent in its place. */
  pictureCrop(id: string, part: PicturePart): Promise<PictureView>;
  /** Pictures by their ids, with the addresses of this run; those that are gone are left out. */
  picturesGet(ids: string[]): Promise<PictureView[]>;

  /** Choices and the frame of a prompt under a name, by name. */
  presetsList(): Promise<PresetView[]>;
  /** Keeps one, in place of one with the same name; the answer is all of them. */
  presetSave(preset: PresetView): Promise<PresetView[]>;
  presetRemove(name: string): Promise<PresetView[]>;

  /** How many clips a filter leaves, and what it can choose from. */
  clipsCount(filter: ClipFilter): Promise<ClipCount>;
  clipsList(query: ClipQuery): Promise<ClipPage>;
  clipGet(id: string): Promise<ClipView>;
  clipFavourite(id: string, on: boolean): Promise<ClipView>;
  clipTrash(id: string): Promise<ClipView>;
  clipRestore(id: string): Promise<ClipView>;
  /** Downloads a clip whose file is missing again. It costs nothing. */
  clipDownload(id: string): Promise<JobView>;
  clipReveal(id: string): Promise<null>;
  clipOpen(id: string): Promise<null>;
  /** Gives the file another name; the ending stays. */
  clipRename(id: string, name: string): Promise<ClipView>;
  clipNote(id: string, note: string): Promise<ClipView>;
  /** What it continues and what continues it, and the takes of its press. */
  clipFamily(id: string): Promise<ClipFamily>;
  clipFrames(id: string): Promise<FrameTimes>;
  /** Asks for a place in the system's own dialog; `clean` leaves prompt and settings out of the copy. */
  clipCopy(id: string, clean: boolean): Promise<SavedFile>;
  /** Saves frames `first` to `last` (from 0, both in it) beside the clips. */
  clipPart(id: string, first: number, last: number, kind: PartKind): Promise<SavedFile>;
  /** Keeps a poster drawn by the page, where the core cannot decode the clip. */
  clipPoster(id: string, jpeg: number[]): Promise<null>;
  /** Takes a dropped file of ours into the library, by the id that its event told. */
  clipImport(id: string): Promise<ClipView>;
  /** Each of these answers with the ids of the clips that it changed. */
  clipsFavourite(ids: string[], on: boolean): Promise<string[]>;
  clipsTrash(ids: string[]): Promise<string[]>;
  clipsRestore(ids: string[]): Promise<string[]>;
  /** Asks for a folder in the system's own dialog. */
  clipsExport(ids: string[], clean: boolean): Promise<ExportView>;
  /** Hands the files to the system's own drag and drop, while the pointer's button is held. */
  clipsDrag(ids: string[]): Promise<null>;

  collectionsList(): Promise<CollectionView[]>;
  collectionCreate(name: string, ids: string[]): Promise<CollectionView[]>;
  collectionRename(id: string, name: string): Promise<CollectionView[]>;
  /** No clip goes with it; the answer is the ids of those that it held. */
  collectionRemove(id: string): Promise<string[]>;
  collectionAdd(id: string, ids: string[]): Promise<string[]>;
  collectionTake(id: string, ids: string[]): Promise<string[]>;
  /** For good: the one thing here that cannot be undone. */
  trashEmpty(): Promise<TrashView>;
  /** May take minutes in a large library. */
  libraryRepair(): Promise<RepairView>;
  /** Saves frame n (from 0) as a PNG of full size beside the clip. */
  frameSave(id: string, frame: number): Promise<SavedFrame>;
  /** Takes frame n as a reference picture. */
  framePicture(id: string, frame: number): Promise<PictureView>;
  /** Puts frame n on the clipboard, in full size. */
  frameCopy(id: string, frame: number): Promise<null>;

  /** How the database itself stands. */
  recordState(): Promise<RecordView>;
  /** The backups of the database, newest first; looking through them may take seconds. */
  backupsList(): Promise<BackupView[]>;
  /** Starts the app again with a backup in the database's place. */
  backupRestore(id: string): Promise<null>;

  /** How the clips' folder stands now. */
  storageState(): Promise<StorageView>;
  textCopy(text: string): Promise<null>;
  linkOpen(page: HelpPage): Promise<null>;
  /** The page has drawn its second frame; measurements wait for it. */
  windowReady(): Promise<null>;
}
