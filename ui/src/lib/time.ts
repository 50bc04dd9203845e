// Times as people read them. Pure: "now" is always passed in.

const MINUTE = 60_000;

/** `0:07`, `12:34`, `1:02:03`. */
export function clock(ms: number): string {
  const total = Math.max(0, Math.floor(ms / 1000));
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  const seconds = String(total % 60).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${seconds}` : `${minutes}:${seconds}`;
}

/** `0:03.25`: for a position inside a clip. */
export function position(seconds: number): string {
  const hundredths = Math.max(0, Math.floor(seconds * 100 + 0.0001));
  const whole = Math.floor(hundredths / 100);
  return `${clock(whole * 1000)}.${String(hundredths % 100).padStart(2, "0")}`;
}

export type Lasted = {
  kind: "seconds" | "minutes" | "hours";
  hours: number;
  minutes: number;
  seconds: number;
};

/** How long something took, in the two units that matter. */
export function lasted(ms: number): Lasted {
  const total = Math.max(0, Math.round(ms / 1000));
  const [hours, minutes, seconds] = [Math.floor(total / 3600), Math.floor((total % 3600) / 60), total % 60];
  return { kind: hours > 0 ? "hours" : minutes > 0 ? "minutes" : "seconds", hours, minutes, seconds };
}

export type TimeLeft =
  | { kind: "minutes"; minutes: number }
  | { kind: "minute" }
  | { kind: "seconds" }
  | { kind: "soon" };

/** Rounded on purpose: nobody knows the second, and a countdown that is wrong is worse than none. */
export function timeLeft(typicalMs: number, sinceMs: number): TimeLeft {
  const left = typicalMs - sinceMs;
  if (left <= 0) return { kind: "soon" };
  if (left < 50_000) return { kind: "seconds" };
  const minutes = Math.round(left / MINUTE);
  return minutes <= 1 ? { kind: "minute" } : { kind: "minutes", minutes };
}

/** The share of the line at the time that such a job usually takes, and the share that time never reaches. */
const TYPICAL_SHARE = 0.8;
const LAST_SHARE = 0.969;

/**
 * How far a job seems to be, 0 to 1, when only its usual time is known: even steps up to that time, then ever
 * smaller ones. Time alone never fills the line, because time alone does not make the clip.
 */
export function approach(typicalMs: number, sinceMs: number): number {
  if (!(typicalMs > 0) || !(sinceMs > 0)) return 0;
  const past = sinceMs / typicalMs;
  if (past <= 1) return TYPICAL_SHARE * past;
  // Leaves the straight part without a kink, and bends towards the last share.
  const left = LAST_SHARE - TYPICAL_SHARE;
  return LAST_SHARE - left / (1 + (TYPICAL_SHARE / left) * (past - 1));
}

/** A share that was told, under the same roof: only the clip itself is the end. */
export function told(percent: number): number {
  return Math.min(Math.max(percent / 100, 0), LAST_SHARE);
}

export type When = "any" | "today" | "week" | "month" | "year";

const DAYS = { today: 0, week: 6, month: 29, year: 364 } as const;

/** Midnight at which a stretch of days began that ends today, Unix ms; null for any time. */
export function since(when: When, nowMs: number): number | null {
  if (when === "any") return null;
  const day = new Date(nowMs);
  // Not by hours: a day in which the clocks change has 23 or 25 of them.
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() - DAYS[when]).getTime();
}
