// A complete studio in memory, for a plain browser and for tests. Scenarios are named in the address:
// `?fake=ready`, or several with commas: `?fake=paid,unclear,pace-20`. The states that must be designed have
// names too; they are in fake-states.ts.

import { clip, filmOf, freshState, picture, still } from "./fake-data";
import { fakeFilm } from "./fake-film";
import { fakeLine, firstPlace } from "./fake-line";
import { fakeLists } from "./fake-lists";
import { eachOf, freshMoney, limitOf, quoteOf } from "./fake-money";
import { fakePresets } from "./fake-presets";
import { freshBackups } from "./fake-record";
import { fakeShelf } from "./fake-shelf";
import { type FakeStart, fakeStates } from "./fake-states";
import type {
  AppState,
  CauseView,
  ClipView,
  CommandError,
  DragView,
  ErrorCode,
  JobNote,
  JobRequest,
  JobView,
  KeyState,
  KeyVerdict,
  Known,
  PictureOutcome,
  PictureView,
  Platform,
  QueueView,
  StudioEvent,
} from "./types";

/** What a test may do from outside: the things that happen to the page without its asking. */
export interface FakeControl {
  emit(event: StudioEvent): void;
  drag(over: boolean, what?: DragView): void;
  drop(...outcomes: ({ name: string } | PictureOutcome)[]): void;
  /** Every call that reached the platform; a key is noted as given or not, never as text. */
  calls: { name: string; with: unknown[] }[];
  /** The next call of that name fails once with this. */
  failNext(name: keyof Platform, error: Partial<CommandError> & { code: ErrorCode }): void;
  state(): AppState;
}
export type FakePlatform = Platform & { control: FakeControl };

/** What a typed key is found to be, by a word in it. */
const saidOf: [string, KeyVerdict][] = [
  ["wrong", "wrong"],
  ["later", "unchecked"],
  ["empty", "outOfCredit"],
  ["spent", "usedUp"],
  ["expired", "expired"],
];

/** Distributes over the union, so that each event keeps its own fields. */
type Unnumbered<E> = E extends { revision: number } ? Omit<E, "revision"> : never;

const fault = (code: ErrorCode, params: CommandError["params"] = {}): CommandError => ({
  code,
  params,
  retryAfterMs: null,
});

/** As the core reads a proxy's address, near enough. */
function proxyOf(typed: string): string {
  const [, scheme = "http", rest = ""] =
    /^(?:(http|https|socks5):\/\/)?([^/@?#\s]+)\/?$/u.exec(typed.trim()) ?? [];
  if (rest === "") throw fault("proxyInvalid");
  const port = { http: 80, https: 443, socks5: 1080 }[scheme];
  return /:\d+$/u.test(rest) ? `${scheme}://${rest}` : `${scheme}://${rest}:${port}`;
}

export function createFakePlatform(scenario = ""): FakePlatform {
  const words = new Set(scenario.split(",").filter(Boolean));
  const number = (name: string, otherwise: number) => {
    const word = [...words].find((one) => one.startsWith(`${name}-`));
    return word ? Number(word.slice(name.length + 1)) : otherwise;
  };
  const pace = number("pace", 1200);

  let state = freshState();
  if (["ready", "paid", "no-key"].some((word) => words.has(word))) state.settings.onboarded = true;
  if (words.has("paid") || words.has("no-key")) state.settings.practice = false;
  if (words.has("paid")) state.account.key = "set";
  if (words.has("keyring-locked")) state.account.keyring = "locked";
  if (words.has("keyring-absent")) state.account.keyring = "absent";
  if (words.has("zh-CN")) state.settings.language = "zh-CN";
  if (words.has("en")) state.settings.language = "en";
  if (words.has("light")) state.settings.theme = "light";
  if (words.has("dark")) state.settings.theme = "dark";
  if (words.has("macos")) state.platform = "macos";
  if (words.has("still")) state.settings.motion = "reduced";
  if (words.has("proxy")) {
    state.settings = { ...state.settings, proxy: "address", proxyLogin: "mei" };
    state.settings.proxyAddress = "http://proxy.studio.example:3128";
    state.account.proxyPassword = "set";
  }
  const missing = words.has("missing");
  const clips: ClipView[] = Array.from({ length: number("library", 0) }, (_, i) => clip(i + 1, { missing }));
  const start: FakeStart = { state, clips, storage: "ready", money: freshMoney(), ...freshBackups() };
  for (const word of words) fakeStates[word]?.(start);
  state = start.state;
  if (start.clips !== clips) clips.push(...start.clips);
  const presses = new Map<string, string[]>();
  const listeners = new Set<(event: StudioEvent) => void>();
  const failures = new Map<string, CommandError>();
  const calls: FakeControl["calls"] = [];
  let lastId = 0;

  const emit = (event: StudioEvent) => {
    for (const listener of listeners) listener(event);
  };
  /** Every change has a higher revision than the one before, as the contract says. */
  const tell = (event: Unnumbered<StudioEvent>) => {
    state = { ...state, revision: state.revision + 1 };
    emit({ ...event, revision: state.revision } as StudioEvent);
  };
  const job = (id: string): JobView => {
    const found = state.jobs.find((one) => one.id === id);
    if (!found) throw fault("jobUnknown");
    return found;
  };
  const change = (id: string, patch: Partial<JobView>): JobView => {
    const next = { ...job(id), ...patch };
    state = { ...state, jobs: state.jobs.map((one) => (one.id === id ? next : one)) };
    tell({ type: "job", job: next });
    return next;
  };
  const findClip = (id: string): ClipView => {
    const found = clips.find((one) => one.id === id);
    if (!found) throw fault("clipUnknown");
    return found;
  };
  const changeClip = (id: string, patch: Partial<ClipView>): ClipView => {
    const next = { ...findClip(id), ...patch };
    clips[clips.findIndex((one) => one.id === id)] = next;
    for (const one of state.jobs) if (one.clip?.id === id) change(one.id, { clip: next });
    tell({ type: "library" });
    return next;
  };

  const later = (id: string, steps: number, step: () => void) => {
    setTimeout(() => {
      // A job that was stopped or given up in the meantime goes no further.
      const now = state.jobs.find((one) => one.id === id)?.state;
      if (now && !["stopped", "failed", "done"].includes(now)) step();
    }, pace * steps);
  };
  const end = (cause: CauseView): Partial<JobView> => ({
    state: "failed",
    cause,
    endedAtMs: Date.now(),
    note: null,
  });

  function run(id: string) {
    if (words.has("offline")) {
      later(id, 0, () => change(id, { note: "offline" satisfies JobNote }));
      return;
    }
    later(id, 1, () => {
      change(id, { state: "sending", note: null, sentAtMs: Date.now() });
      later(id, 1, () => answer(id));
    });
  }

  function answer(id: string) {
    const charged = job(id).practice ? "practice" : "no";
    if (words.has("unclear")) change(id, { state: "unclear" });
    else if (words.has("fails"))
      change(id, end({ code: "creditEmpty", charged, detail: "403 insufficient_quota" }));
    else watch(id, `video_task_${id}`);
  }

  function watch(id: string, taskNumber: string) {
    change(id, {
      state: "making",
      taskNumber,
      cause: null,
      endedAtMs: null,
      sentAtMs: job(id).sentAtMs ?? Date.now(),
    });
    if (words.has("hold")) return;
    later(id, 3, () => {
      if (words.has("fails-late")) {
        const charged = job(id).practice ? "practice" : "maybe";
        change(
          id,
          end({ code: "generationFailed", charged, detail: "status: failed\nreason: upstream error" }),
        );
        return;
      }
      change(id, { state: "saving" });
      later(id, 1, () => finish(id));
    });
  }

  function finish(id: string) {
    const { prompt, model, practice, pictures, aspectRatio, setId, taskNumber, quality, duration } = job(id);
    const { estimateMicros } = job(id);
    const first = pictures[0];
    const film = filmOf(aspectRatio);
    const made = clip(10_000 + lastId, {
      ...{
        id: `clip-${id}`,
        jobId: id,
        setId,
        prompt,
        model,
        practice,
        pictures,
        aspectRatio,
        taskNumber,
        quality,
        duration,
        estimateMicros,
      },
      ...film,
      ...{ createdAtMs: Date.now(), favourite: false },
      posterUrl: first?.url ?? still(lastId + 2, film.width, film.height),
    });
    clips.unshift(made);
    change(id, { state: "done", clip: made, endedAtMs: Date.now() });
    tell({ type: "library" });
  }

  function create(request: JobRequest, press: string, pictures: PictureView[]): JobView[] {
    const again = presses.get(press);
    if (again) return again.map(job);
    const { practice, serviceAddress } = state.settings;
    if (start.createFails) throw fault(start.createFails);
    const known = state.models.find((one) => one.id === request.model);
    if (request.prompt.trim() === "") throw fault("promptEmpty");
    if ([...request.prompt].length > state.promptLimit)
      throw fault("promptTooLong", { limit: String(state.promptLimit) });
    if (known?.pictureNeeded && pictures.length === 0) throw fault("pictureNeeded");
    if (!practice && state.account.key === "none") throw fault("keyMissing");
    const setId = `set-${lastId}`;
    const made = Array.from({ length: request.takes }, (): JobView => {
      lastId += 1;
      const { model, prompt, aspectRatio, quality, duration } = request;
      return {
        ...{
          id: `job-${lastId}`,
          setId,
          press,
          state: "waiting",
          model,
          prompt,
          aspectRatio,
          quality,
          duration,
          pictures,
        },
        ...{
          practice,
          origin: practice ? "practice" : serviceAddress,
          usagePage: !practice && serviceAddress.endsWith("crazyrouter.com"),
          taskNumber: null,
          createdAtMs: Date.now(),
        },
        ...{ sentAtMs: null, runningAtMs: null, endedAtMs: null },
        ...{ typicalMs: known?.typicalMs ?? 180_000, progress: null },
        ...{ note: null, cause: null, clip: null, estimateMicros: eachOf(state, request) },
        ...{ added: false, place: request.first ? firstPlace(state.jobs) : 0 },
      };
    });
    for (const { practice: free, estimateMicros } of made) {
      if (free) continue;
      if (estimateMicros === null) start.money.spent.unknown += 1;
      else start.money.spent.knownMicros += estimateMicros;
    }
    presses.set(
      press,
      made.map((one) => one.id),
    );
    for (const one of made) {
      state = { ...state, jobs: [one, ...state.jobs] };
      tell({ type: "job", job: one });
      run(one.id);
    }
    return made;
  }

  /** A clip that was lost is in the queue until it is back; its job stays done whatever happens. */
  function download(id: string): JobView {
    const lost = findClip(id);
    if (!lost.missing || !lost.downloadable) throw fault("notNow");
    const { jobId, setId, model, prompt, aspectRatio, quality, duration, pictures, practice } = lost;
    const made: JobView = {
      ...{
        id: jobId,
        setId,
        press: jobId,
        state: "saving",
        model,
        prompt,
        aspectRatio,
        quality,
        duration,
        pictures,
      },
      ...{ practice, origin: practice ? "practice" : state.settings.serviceAddress, usagePage: !practice },
      estimateMicros: lost.estimateMicros,
      ...{ taskNumber: lost.taskNumber, createdAtMs: lost.createdAtMs, sentAtMs: lost.createdAtMs },
      runningAtMs: null,
      ...{ endedAtMs: lost.createdAtMs, typicalMs: 180_000, progress: null, note: null, cause: null },
      ...{ added: false, place: 0 },
      clip: lost,
    };
    state = { ...state, jobs: [made, ...state.jobs.filter((one) => one.id !== jobId)] };
    tell({ type: "job", job: made });
    later(jobId, 1, () => {
      change(jobId, { state: "done" });
      changeClip(id, { missing: false });
    });
    return made;
  }

  const dropped = new Map<string, PictureView>();
  const take = (outcomes: ({ name: string } | PictureOutcome)[]): PictureOutcome[] =>
    outcomes.map((given) => {
      if ("type" in given) return given;
      lastId += 1;
      return { type: "added", picture: picture(lastId, given.name) };
    });
  const drop = (...given: ({ name: string } | PictureOutcome)[]) => {
    const outcomes = take(given);
    for (const one of outcomes) if (one.type === "added") dropped.set(one.picture.id, one.picture);
    emit({ type: "pictures", outcomes });
  };
  const picturesOf = (ids: string[]) => ids.flatMap((id) => dropped.get(id) ?? []);
  const again = (id: string, press: string) => {
    const { model, prompt, aspectRatio, quality, duration, pictures } = job(id);
    const request = { model, prompt, aspectRatio, quality, duration, pictures: [], takes: 1, first: false };
    return create(request, press, pictures)[0] ?? job(id);
  };

  /** What the service lists for the key; `unlisted` leaves Veo 2 out. */
  function listed(known: boolean) {
    const says = (id: string): Known => (words.has("unlisted") && id === "veo2" ? "no" : "yes");
    const models = state.models.map((one) => ({ ...one, listed: known ? says(one.id) : "unknown" }) as const);
    state = { ...state, models };
    tell({ type: "models", models, fault: state.modelsFault });
  }

  function checked(verdict: KeyVerdict) {
    if (!["wrong", "usedUp", "expired"].includes(verdict)) {
      const key = state.account.keyring === "ready" ? "set" : "memory";
      state = { ...state, account: { ...state.account, key } };
    }
    if (verdict === "good") state = { ...state, settings: { ...state.settings, practice: false } };
    state = { ...state, account: { ...state.account, verdict } };
    tell({ type: "account", account: state.account });
    if (verdict === "good") listed(true);
    return { verdict, account: state.account, settings: state.settings };
  }

  function proxyPassword(now: KeyState) {
    state = { ...state, account: { ...state.account, proxyPassword: now } };
    tell({ type: "account", account: state.account });
    return state.account;
  }

  function queue(patch: Partial<QueueView>): QueueView {
    state = { ...state, queue: { ...state.queue, ...patch } };
    tell({ type: "queue", queue: state.queue });
    return state.queue;
  }
  const answered = (ids: string[]) =>
    queue(state.queue.old?.ids.every((id) => ids.includes(id)) ? { old: null } : {});

  const lists = fakeLists(() => clips, start.findsNothing === true);

  const plain: Omit<Platform, "subscribe"> = {
    appState: async () => structuredClone(state),
    jobCreate: async (request, press) => create(request, press, picturesOf(request.pictures)),
    jobStop: async (id) => change(id, { state: "stopped", endedAtMs: Date.now(), note: null }),
    jobWatch: async (id) => {
      watch(id, job(id).taskNumber ?? `video_task_${id}`);
      return job(id);
    },
    jobAsk: async (id) => {
      if (job(id).state !== "making") throw fault("notNow");
      change(id, { runningAtMs: Date.now() });
      return job(id);
    },
    jobRetry: async (id, press) => again(id, press),
    jobResend: async (id, press) => {
      const next = again(id, press);
      change(id, { state: "stopped", endedAtMs: Date.now() });
      return next;
    },
    jobAdopt: async (id, taskNumber) => {
      watch(id, taskNumber);
      return job(id);
    },
    jobGiveUp: async (id) => change(id, { state: "stopped", endedAtMs: Date.now() }),
    ...fakeLine({
      jobs: () => state.jobs,
      put: (jobs) => {
        state = { ...state, jobs };
      },
      tell: (of) => tell({ type: "job", job: of }),
      change,
      create: (taskNumber, model, press) => {
        if (taskNumber.trim() === "") throw fault("taskInvalid");
        if (state.jobs.some((one) => one.taskNumber === taskNumber && one.press !== press))
          throw fault("taskTaken");
        if (!state.settings.practice && state.account.key === "none") throw fault("keyMissing");
        const none = { aspectRatio: null, quality: null, duration: null, pictures: [] };
        const made = create({ ...none, model, prompt: "-", takes: 1, first: false }, press, [])[0] as JobView;
        change(made.id, { prompt: "", added: true, estimateMicros: null });
        watch(made.id, taskNumber);
        return job(made.id);
      },
    }),
    queuePause: async () => queue({ paused: state.queue.paused ?? "asked" }),
    queueGoOn: async (over) => {
      if (over === "held") {
        for (const one of state.jobs) if (one.note === state.queue.held) change(one.id, { note: null });
        return queue({ held: null });
      }
      return over === state.queue.paused ? queue({ paused: null }) : state.queue;
    },
    waitingSend: async (ids) => {
      for (const id of ids) change(id, { note: null });
      return answered(ids);
    },
    waitingKeep: async (ids) => answered(ids),
    waitingRemove: async (ids) => {
      for (const id of ids) change(id, { state: "stopped", note: null, endedAtMs: Date.now() });
      return answered(ids);
    },
    jobDetails: async (id) => `Stillwake ${state.version}\njob ${id}\ntask ${job(id).taskNumber ?? "none"}`,
    keyCheck: async (key) => checked(saidOf.find(([word]) => key?.includes(word))?.[1] ?? "good"),
    keyPaste: async () => checked("good"),
    keyClear: async () => {
      state = { ...state, account: { ...state.account, key: "none", verdict: null } };
      tell({ type: "account", account: state.account });
      listed(false);
      return state.account;
    },
    settingsSet: async (patch) => {
      const address = patch.serviceAddress?.trim().replace(/\/+$/u, "");
      if (address !== undefined && !URL.canParse(address)) throw fault("addressInvalid");
      if (address !== undefined && !/^https:|^http:\/\/(127\.0\.0\.1|localhost)\b/u.test(address))
        throw fault("addressInsecure");
      const proxy = patch.proxyAddress == null ? null : proxyOf(patch.proxyAddress);
      const wanted = patch.proxy ?? state.settings.proxy;
      if (wanted === "address" && !(proxy ?? state.settings.proxyAddress)) throw fault("proxyInvalid");
      if (patch.proxyLogin?.includes(":")) throw fault("proxyLoginInvalid");
      const { spendLimit, ...choices } = patch;
      const limit = spendLimit == null ? state.settings.spendLimitMicros : limitOf(spendLimit);
      if (limit === undefined) throw fault("limitInvalid");
      const set = Object.fromEntries(Object.entries(choices).filter(([, value]) => value != null));
      state = {
        ...state,
        settings: {
          ...state.settings,
          ...set,
          spendLimitMicros: limit,
          ...(address ? { serviceAddress: address } : {}),
          ...(proxy ? { proxyAddress: proxy } : {}),
        },
      };
      tell({ type: "settings", settings: state.settings });
      if (address !== undefined || patch.practice) listed(false);
      return state.settings;
    },
    proxyPasswordSet: async (password) => {
      if (password === "") throw fault("proxyPasswordInvalid", { limit: "200" });
      return proxyPassword(state.account.keyring === "ready" ? "set" : "memory");
    },
    proxyPasswordClear: async () => proxyPassword("none"),
    priceEstimate: async (request) => quoteOf(state, start.money, request),
    spendMonth: async () => start.money.spent,
    balanceRead: async (asked) => (asked ? start.money.balanceOnClick : start.money.balance),
    picturePick: async () => {
      emit({ type: "preparing", count: 1 });
      setTimeout(() => {
        drop({ name: "morning.jpg" });
        emit({ type: "preparing", count: 0 });
      }, pace / 4);
      return null;
    },
    pictureLink: async (link) => {
      const { hostname, pathname } = new URL(link);
      const name = decodeURIComponent(pathname.split("/").at(-1) || hostname);
      emit({ type: "preparing", count: 1 });
      setTimeout(() => {
        // What is on this computer is nobody's picture from the web.
        const near = ["localhost", "127.0.0.1"].includes(hostname);
        drop(near ? { type: "refused", name, why: "linkForbidden" } : { name });
        emit({ type: "preparing", count: 0 });
      }, pace / 4);
      return null;
    },
    picturePaste: async () => {
      const has = words.has("clipboard-picture");
      if (has) setTimeout(() => drop({ name: "" }), pace / 4);
      return has;
    },
    pictureCrop: async (id, { x, y, width, height }) => {
      const whole = dropped.get(id);
      if (!whole) throw fault("pictureUnknown");
      const cut = { source: whole, part: { x, y, width, height } };
      const made = { ...whole, id: `${id}-${x}-${y}-${width}-${height}`, width, height, cut };
      dropped.set(made.id, made);
      return made;
    },
    picturesGet: async (ids) => picturesOf(ids),
    ...fakePresets(words.has("presets"), (limit) => fault("presetNameInvalid", { limit })),
    ...lists,
    ...fakeShelf({
      clips,
      collections: start.collections ?? [],
      damaged: start.record.damaged,
      find: findClip,
      change: changeClip,
      changed: () => tell({ type: "library" }),
      fault,
    }),
    ...fakeFilm({ clips, find: findClip, change: changeClip, fault }),
    clipGet: async (id) => findClip(id),
    clipFavourite: async (id, on) => changeClip(id, { favourite: on }),
    clipTrash: async (id) => changeClip(id, { trashed: true }),
    clipRestore: async (id) => changeClip(id, { trashed: false }),
    clipDownload: async (id) => download(id),
    clipReveal: async () => null,
    clipOpen: async () => null,
    frameSave: async (id, frame) => ({
      name: `${findClip(id).name.replace(/\.mp4$/u, "")} frame ${frame + 1}.png`,
    }),
    framePicture: async (id, frame) => {
      const { width, height, posterUrl } = findClip(id);
      const name = `frame ${frame + 1}.png`;
      const made = { id: `frame-${id}-${frame}`, name, width, height, url: posterUrl, cut: null };
      dropped.set(made.id, made);
      return made;
    },
    recordState: async () => start.record,
    backupsList: async () => start.backups,
    backupRestore: async (id) => {
      if (start.backups.find((one) => one.id === id)?.clips == null) throw fault("databaseUnreadable");
      return null;
    },
    storageState: async () => ({
      state: start.storage,
      freeBytes: start.storage === "ready" ? 182_000_000_000 : start.storage === "full" ? 21_000_000 : null,
    }),
    textCopy: async () => null,
    linkOpen: async () => null,
    windowReady: async () => null,
  };

  return {
    ...noted(plain, calls, failures),
    subscribe: async (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    control: {
      emit,
      drop,
      drag: (over, what) => emit({ type: "drag", over, what: what ?? null }),
      calls,
      failNext: (name, error) => failures.set(name, { params: {}, retryAfterMs: null, ...error }),
      state: () => state,
    },
  };
}

/** Each method writes down that it was called, and fails where a test asked for it. */
function noted(
  plain: Omit<Platform, "subscribe">,
  calls: FakeControl["calls"],
  failures: Map<string, CommandError>,
): Omit<Platform, "subscribe"> {
  const wrap =
    (name: string, method: (...given: unknown[]) => Promise<unknown>) =>
    async (...given: unknown[]) => {
      const secret = name === "keyCheck" ? "(a key)" : name === "proxyPasswordSet" ? "(a password)" : null;
      calls.push({ name, with: secret === null ? given : [given[0] === null ? null : secret] });
      const failure = failures.get(name);
      failures.delete(name);
      if (failure) throw failure;
      return method(...given);
    };
  return Object.fromEntries(
    Object.entries(plain).map(([name, method]) => [
      name,
      wrap(name, method as (...given: unknown[]) => Promise<unknown>),
    ]),
  ) as unknown as Omit<Platform, "subscribe">;
}
