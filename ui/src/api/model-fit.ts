// What a model takes, as far as it is known, and what its coupled limits do to the choices. Pure.
// A fact may close an option; a hint only explains, and unknown says nothing.
import type { ModelCell, ModelLimit, ModelView } from "../platform/types";
import type { Draft } from "./draft";

/** Known, but not from the service itself: to be said as "usually". */
export function isHint(model: ModelView, cell: ModelCell): boolean {
  return model.hints.includes(cell);
}

/** Choices of the same form that other models take and this one surely does not. */
export function othersOf<Choice extends string | number>(
  models: readonly ModelView[],
  model: ModelView | null,
  cell: ModelCell,
  of: (model: ModelView) => readonly Choice[],
): Choice[] {
  const own = model ? of(model) : [];
  if (!model || own.length === 0 || isHint(model, cell)) return [];
  const form = (choice: Choice) => (/^\d+P$/u.test(String(choice)) ? "P" : typeof choice);
  const forms = own.map(form);
  const all = new Set(models.flatMap((other) => of(other)));
  return [...all].filter((choice) => !own.includes(choice) && forms.includes(form(choice)));
}

/** What is taken where nothing was chosen: the first that the key may surely use. */
export function firstModel(models: readonly ModelView[]): string {
  return (models.find((model) => model.listed === "yes") ?? models[0])?.id ?? "";
}

/** Models for the same prompt: all but its own and those that surely cannot be used with this key. */
export function otherModels(models: readonly ModelView[], own: string): ModelView[] {
  return models.filter((model) => model.id !== own && model.listed !== "no");
}

/** The longest name that is sent, in characters; the core has the same limit. */
export const NAME_LIMIT = 128;

/** A typed name as it is sent; null where it cannot be one. */
export function modelName(typed: string): string | null {
  const name = typed.trim();
  const fits = name !== "" && [...name].length <= NAME_LIMIT && !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(name);
  return fits ? name : null;
}

/** What a picture is to a model, by its place among so many; null where nobody knows. */
export function roleOf(
  model: ModelView | null,
  at: number,
  count: number,
): "first" | "last" | "reference" | null {
  const meaning = model?.roles[count - 1];
  if (meaning === "reference") return "reference";
  if (meaning === "first") return at === 0 ? "first" : null;
  return meaning === "firstLast" ? (at === 0 ? "first" : "last") : null;
}

type Choices = Pick<Draft, "quality" | "duration" | "pictures">;

/** The limit that these choices break, if any. */
export function brokenLimit(choices: Choices, model: ModelView | null): ModelLimit | null {
  const { duration } = choices;
  if (!model || duration === null) return null;
  return limitsOf(choices, model).find((limit) => !limit.durations.includes(duration)) ?? null;
}

/** The limits whose conditions hold. */
function limitsOf({ quality, pictures }: Choices, model: ModelView): ModelLimit[] {
  return model.limits.filter(
    (limit) =>
      pictures.length >= limit.pictures &&
      (limit.qualities.length === 0 || (quality !== null && limit.qualities.includes(quality))),
  );
}

export interface Settled {
  draft: Draft;
  /** What was switched, and the limit that asked for it; null where everything went together. */
  switched: { choice: "duration" | "quality"; limit: ModelLimit } | null;
}

/**
 * Makes the choices go together again after one of them was made. What was just chosen stays, and
 * pictures are never taken away: where only that would help, the choices stay as they are.
 */
export function settle(
  draft: Draft,
  model: ModelView | null,
  made: "quality" | "duration" | "pictures",
): Settled {
  const limit = brokenLimit(draft, model);
  if (!model || !limit) return { draft, switched: null };
  if (made !== "duration") {
    const next = { ...draft, duration: nearest(draft, model) };
    return { draft: next, switched: { choice: "duration", limit } };
  }
  const open = [...model.qualities, null].map((quality) => ({ ...draft, quality }));
  const next = open.find((one) => brokenLimit(one, model) === null);
  return next ? { draft: next, switched: { choice: "quality", limit } } : { draft, switched: null };
}

/** The nearest length that every limit allows, the longer of two; null leaves it to the service. */
function nearest(draft: Draft, model: ModelView): number | null {
  const limits = limitsOf(draft, model);
  const wanted = draft.duration ?? 0;
  const allowed = (limits[0]?.durations ?? []).filter((seconds) =>
    limits.every((limit) => limit.durations.includes(seconds)),
  );
  const far = (seconds: number) => Math.abs(seconds - wanted);
  return allowed.sort((a, b) => far(a) - far(b) || b - a)[0] ?? null;
}

/** Whether a length is surely out of the question with these pictures: only then is it closed. */
export function closesDuration(seconds: number, draft: Draft, model: ModelView): ModelLimit | null {
  if (isHint(model, "limits")) return null;
  const { switched, draft: next } = settle({ ...draft, duration: seconds }, model, "duration");
  return switched ? null : brokenLimit(next, model);
}
