// Every place and every state that has a look of its own, reached the way a person reaches it. Only data, so
// that Chromium (the tests) and WebKitGTK (the pictures of `npm run look`) can go the same way.

export type Step =
  | { click: string; nth?: number }
  | { hover: string; nth?: number }
  | { fill: string; text: string }
  | { press: string }
  | { see: string; nth?: number }
  | { gone: string }
  | { scroll: string; by: number }
  /** Something that happens to the page: a call of the made-up platform's control. */
  | { happens: "drop" | "drag"; with: unknown[] };

export interface Scene {
  name: string;
  /** Scenarios of the made-up platform. */
  fake: string;
  steps: Step[];
}

export const at = (testId: string) => `[data-testid="${testId}"]`;
const job = (state: string) => `[data-testid="job"][data-state="${state}"]`;
const heron = "A heron lifts off from the reeds at first light, mist slowly parting over the water";

const place = (name: "create" | "library" | "settings"): Step => ({ click: at(`nav-${name}`) });
const library: Step[] = [place("library"), { see: at("clip") }];
const clip = (nth = 0): Step => ({ click: `${at("clip")} [data-open]`, nth });
const drop = (...names: string[]): Step => ({ happens: "drop", with: names.map((name) => ({ name })) });
const refuse = (name: string): Step => ({
  happens: "drop",
  with: [{ type: "refused", name, why: "notAPicture" }],
});
const dragged = (what: { pictures: number; links: number; others: number }): Step => ({
  happens: "drag",
  with: [true, what],
});
/** A whole folder's worth, as people drop it. */
const refusals = (): Step => ({
  happens: "drop",
  with: [
    ...Array.from({ length: 31 }, (_, at) => ({
      type: "refused",
      name: `IMG_${4300 + at}.jpg`,
      why: "tooMany",
    })),
    { type: "refused", name: "holiday film.mov", why: "video" },
    { type: "refused", name: "IMG_0017.HEIC", why: "heif" },
    { type: "refused", name: "Pictures from last summer", why: "folder" },
  ],
});
const generate = (state: string): Step[] => [
  { fill: at("prompt"), text: heron },
  { click: at("generate") },
  { see: job(state) },
];

const scene = (name: string, fake: string, ...steps: Step[]): Scene => ({ name, fake, steps });

export const scenes: Scene[] = [
  scene("first run", ""),
  scene(
    "first run, wrong key",
    "",
    { fill: at("key-input"), text: "wrong-key-0123456789" },
    { click: at("key-check") },
  ),

  scene("create, empty", "ready"),
  scene("create, tall", "ready", { click: at("ratio-9:16") }),
  scene("create, at work", "paid,hold,pace-20", drop("heron.jpg", "tall.jpg"), ...generate("making")),
  scene("create, words alone at work", "paid,hold,pace-20", ...generate("making")),
  scene("create, long prompt", "paid", drop("heron.jpg"), {
    fill: at("prompt"),
    text: `${heron}. `.repeat(14),
  }),
  scene(
    "create, refused and empty",
    "no-key,pace-20",
    refuse("notes.pdf"),
    { click: at("generate") },
    { see: `${at("prompt")}[aria-invalid="true"]` },
  ),
  scene(
    "create, disk full",
    "disk-full,pace-20",
    { fill: at("prompt"), text: heron },
    { click: at("generate") },
    { see: at("generate-error") },
  ),
  scene("create, another shape", "ready", drop("tall.jpg"), { click: at("ratio-16:9") }, { see: at("fit") }),
  scene(
    "create, filled",
    "ready",
    drop("tall.jpg"),
    { click: at("ratio-16:9") },
    { click: at("fit-fill") },
    { see: at("crop-frame") },
  ),
  scene(
    "create, second filled",
    "ready",
    drop("tall.jpg", "heron.jpg"),
    { click: at("reference-hold"), nth: 1 },
    { click: at("ratio-9:16") },
    { click: at("fit-fill") },
    { see: at("crop-frame") },
  ),
  scene("create, dragged over", "ready", { happens: "drag", with: [true] }),
  scene("create, pictures dragged", "ready", dragged({ pictures: 4, links: 0, others: 2 })),
  scene("create, no picture dragged", "ready", dragged({ pictures: 0, links: 0, others: 3 })),
  scene("create, many refused", "ready", refusals(), { see: at("refusal"), nth: 3 }),
  scene(
    "create, first and last frame",
    "ready",
    drop("heron.jpg", "tall.jpg"),
    { click: at("model-picker") },
    { click: `${at("model-option")}[data-model="seedance-lite"]` },
    { see: at("reference-role"), nth: 1 },
  ),
  scene(
    "create, panorama filled",
    "ready",
    drop("panorama.jpg"),
    { click: at("ratio-9:16") },
    { click: at("fit-fill") },
    { see: at("crop-frame") },
  ),
  scene(
    "generate, other ways",
    "paid",
    { fill: at("prompt"), text: heron },
    { click: at("generate-more") },
    { see: at("generate-first") },
  ),
  scene("models", "paid", { click: at("model-picker") }, { see: at("model-option") }),
  scene(
    "models, searched",
    "paid",
    { click: at("model-picker") },
    { fill: at("model-typed"), text: "wan" },
    { see: `${at("model-option")}:not([hidden])` },
  ),
  scene("models, not listed", "model-unlisted", { click: at("model-picker") }, { see: at("model-option") }),
  scene(
    "models, own file at fault",
    "models-fault",
    { click: at("model-picker") },
    { see: at("models-fault") },
  ),
  scene("lengths", "paid", { click: at("duration") }, { see: at("duration-option") }),
  scene("queue, line", "line"),
  scene("queue, 200 jobs", "line-200", { see: at("job") }),
  scene("queue, card menu", "line", { click: at("job-menu") }, { see: at("job-next") }),
  scene("queue, add by number", "line", { click: at("queue-add") }, { see: at("add-number") }),
  scene("ideas", "ready", { click: at("ideas") }, { see: at("idea") }),
  scene("presets", "paid,presets", { click: at("presets") }, { see: at("preset") }),
  scene("presets, none yet", "ready", { click: at("presets") }, { see: at("preset-name") }),
  scene("job done", "ready,pace-20", ...generate("done")),
  scene("job done, with its picture", "ready,pace-20", drop("heron.jpg"), ...generate("done")),
  scene("job failed", "paid,fails,pace-20", ...generate("failed")),
  scene("job unclear", "paid,unclear,pace-20", ...generate("unclear")),
  scene("all jobs", "all-jobs", { see: job("done") }),
  scene("job making", "making", { see: job("making") }),
  scene("job takes long", "long", { see: job("making") }),
  scene("job unknown", "job-unknown", { see: job("failed") }),
  scene("causes, the account", "causes-account", { see: job("failed") }),
  scene("causes, the request", "causes-request", { see: job("failed") }),
  scene("causes, the service", "causes-service", { see: job("failed") }),
  scene("price unknown", "price-unknown", { see: at("price-page") }),
  scene(
    "price of takes",
    "paid",
    { fill: at("prompt"), text: heron },
    { click: at("takes") },
    { click: at("takes-option"), nth: 3 },
    { see: at("estimate") },
  ),
  scene("soft limit near", "soft-limit-near", { see: at("limit-note") }),
  scene("soft limit reached", "soft-limit-reached", { see: at("limit-note") }),
  scene("key expired", "key-expired", { see: at("key-notice") }),
  scene("offline", "offline", { see: job("waiting") }),
  scene("no key", "no-key", { see: at("generate") }),
  scene("key refused", "key-refused", { see: job("failed") }),
  scene("out of credit", "out-of-credit", { see: job("failed") }),
  scene("unclear, elsewhere", "unclear-elsewhere", { see: job("unclear") }),
  scene("unclear, unknown number", "unclear-number", { see: job("unclear") }),
  scene("paused", "paused-asked", { see: at("queue-go-on") }),
  scene("paused after a restore", "paused-restored", { see: at("queue-go-on") }),
  scene("paused after a repair", "paused-repaired", { see: at("queue-go-on") }),
  scene("paused elsewhere before", "paused-moved", { see: at("queue-go-on") }),
  scene("paused with nothing waiting", "paused-idle", { see: at("queue-go-on") }),
  scene("waiting for long", "old-waiting", { see: at("waiting-send") }),
  scene("waiting for long, price unknown", "old-unknown", { see: at("waiting-send") }),
  scene("waiting for long, kept", "old-kept", { see: at("job-send") }),
  scene("another key", "key-other", { see: job("making") }),
  scene("key needed to watch", "key-to-watch", { see: job("making") }),
  scene("waiting for another service", "elsewhere", { see: job("waiting") }),
  scene("keyring locked", "keyring-locked", { see: job("making") }),
  scene("folder gone", "folder-gone", { see: job("saving") }),
  scene("folder read-only", "folder-read-only", { see: job("saving") }),
  scene("disk full", "disk-full", { see: job("saving") }),

  scene("library", "ready,library-40", ...library),
  scene("library, pointed at", "ready,library-40", ...library, { hover: at("clip"), nth: 1 }),
  scene("library, further down", "ready,library-60", ...library, { scroll: at("library-grid"), by: 700 }),
  scene("library, filter", "ready,library-40", ...library, { click: at("filter-more") }, { see: at("sort") }),
  scene("library, empty", "empty-library", place("library"), { see: at("library-empty") }),
  scene(
    "library, nothing found",
    "nothing-found",
    ...library,
    { fill: at("search"), text: "whale" },
    { see: at("filter-clear") },
    { gone: at("clip") },
  ),
  scene(
    "library, details",
    "ready,library-12",
    ...library,
    { hover: at("clip") },
    { click: at("clip-menu") },
    { click: at("clip-details") },
    { see: at("details") },
  ),
  scene(
    "trash",
    "ready,library-5",
    ...library,
    { hover: at("clip") },
    { click: at("clip-menu") },
    { click: at("clip-trash") },
    { see: at("undo") },
    { click: at("filter-trash") },
    { see: at("restore") },
  ),
  scene("clips missing", "clip-missing", ...library),

  scene("player", "ready,library-5", ...library, clip(4), { see: at("player") }),
  scene(
    "player, details",
    "ready,library-5",
    ...library,
    clip(4),
    { see: at("player") },
    { click: at("player-details") },
    { see: at("details") },
  ),
  scene("player, file missing", "clip-missing", ...library, clip(), { see: at("player-frame") }),
  scene("player, gone for good", "clip-gone-for-good", ...library, clip(), { see: at("player-frame") }),
  scene("player, codec missing", "codec-missing", ...library, clip(), { see: at("open-in-system-player") }),

  scene("settings", "paid", place("settings"), { see: at("service-address") }),
  scene(
    "settings, wrong address",
    "keyring-locked",
    place("settings"),
    { fill: at("service-address"), text: "ftp://nope" },
    { press: "Enter" },
    { see: `${at("service-address")}[aria-invalid="true"]` },
  ),
  scene(
    "settings, proxy",
    "paid,proxy",
    place("settings"),
    { see: at("proxy-password") },
    { hover: at("proxy-password-state") },
  ),
  scene("settings, keyring missing", "keyring-missing", place("settings"), { see: at("service-address") }),
  scene("settings, out of credit", "out-of-credit", place("settings"), { see: at("balance") }),
  scene("settings, balance on click", "balance-on-click", place("settings"), { see: at("balance-ask") }),
  scene(
    "settings, spending",
    "soft-limit-near",
    place("settings"),
    { fill: at("spend-limit"), text: "lots" },
    { press: "Enter" },
    { see: `${at("spend-limit")}[aria-invalid="true"]` },
  ),
  scene(
    "settings, backups",
    "paid",
    place("settings"),
    { see: at("backup") },
    { click: at("backup-restore"), nth: 1 },
    { see: at("backup-confirm") },
    { scroll: at("backup-confirm"), by: 2000 },
  ),
  scene("settings, no backups", "no-backups", place("settings"), { see: at("service-address") }),
  scene("record repaired", "repaired", { see: at("record-notice") }),
  scene("record restored", "restored", { see: at("record-notice") }),
  scene("record damaged", "record-damaged", { see: at("record-notice") }),
  scene("job without its request", "request-unknown", { see: at("job") }),
  scene("settings, folder gone", "folder-gone", place("settings"), { see: at("storage-folder") }),
  scene("settings, disk full", "disk-full", place("settings"), { see: at("storage-folder") }),
  scene("shortcuts", "ready", { press: "?" }, { see: '[role="dialog"]' }),
];
