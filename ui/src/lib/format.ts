// Numbers, sizes and dates as the language writes them.

const SIZES = ["B", "KB", "MB", "GB", "TB"] as const;

/** `2.4 MB`: in thousands, as file managers count. */
export function fileSize(bytes: number, language: string): string {
  let value = Math.max(0, bytes);
  let step = 0;
  while (value >= 999.5 && step < SIZES.length - 1) {
    value /= 1000;
    step += 1;
  }
  const digits = step > 1 && value < 99.95 ? 1 : 0;
  return `${number(value, language, digits)} ${SIZES[step]}`;
}

export function number(value: number, language: string, digits = 0): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value);
}

/** The day and the time, by the clock of this computer. */
export function dateTime(ms: number, language: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(language, {
    dateStyle: "long",
    timeStyle: "short",
    ...(timeZone ? { timeZone } : {}),
  }).format(ms);
}

/** To the second, by the clock of this computer; with the day only where it is not that of a moment before. */
export function timeAfter(ms: number, beforeMs: number, language: string): string {
  const sameDay = new Date(ms).toDateString() === new Date(beforeMs).toDateString();
  return new Intl.DateTimeFormat(language, {
    ...(sameDay ? {} : { dateStyle: "long" as const }),
    timeStyle: "medium",
  }).format(ms);
}

/** The time alone, by the clock of this computer: `8:05 AM`. */
export function timeOfDay(ms: number, language: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(language, { timeStyle: "short", ...(timeZone ? { timeZone } : {}) }).format(
    ms,
  );
}

/** The day and the month, by the clock of this computer: `Nov 24`. */
export function day(ms: number, language: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(language, {
    day: "numeric",
    month: "short",
    ...(timeZone ? { timeZone } : {}),
  }).format(ms);
}

/** What a clip is called: its prompt, or where it has none its file. */
export function titleOf({ prompt, name }: { prompt: string; name: string }): string {
  return prompt || name;
}
