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
