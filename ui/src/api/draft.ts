// The draft: what the person has prepared but not sent. Pure; the store beside it keeps it.
import type {
  ClipView,
  JobRequest,
  ModelView,
  PictureOutcome,
  PictureRefusal,
  PictureView,
} from "../platform/types";

export interface Refusal {
  id: number;
  name: string;
  why: PictureRefusal;
}

export interface Draft {
  prompt: string;
  /** Null until chosen: the first of the catalogue. */
  model: string | null;
  aspectRatio: string | null;
  quality: string | null;
  duration: number | null;
  takes: number;
  pictures: PictureView[];
  refusals: Refusal[];
}

export const emptyDraft: Draft = {
  prompt: "",
  model: null,
  aspectRatio: null,
  quality: null,
  duration: null,
  takes: 1,
  pictures: [],
  refusals: [],
};

let lastRefusal = 0;

export function withOutcomes(draft: Draft, outcomes: readonly PictureOutcome[]): Draft {
  const pictures = [...draft.pictures];
  const refusals = [...draft.refusals];
  for (const outcome of outcomes) {
    if (outcome.type === "refused") {
      lastRefusal += 1;
      refusals.push({ id: lastRefusal, name: outcome.name, why: outcome.why });
    } else if (!pictures.some((picture) => picture.id === outcome.picture.id)) {
      pictures.push(outcome.picture);
    }
  }
  return { ...draft, pictures, refusals };
}

/** The picture becomes the first one; it is not taken twice. */
export function withFirstPicture(draft: Draft, picture: PictureView): Draft {
  return { ...draft, pictures: [picture, ...draft.pictures.filter((other) => other.id !== picture.id)] };
}

/** Without a picture; its place closes. */
export function withoutPicture(draft: Draft, id: string): Draft {
  return { ...draft, pictures: draft.pictures.filter((picture) => picture.id !== id) };
}

/** With a picture at a place, or at the end where there are fewer; it is not taken twice. */
export function withPictureAt(draft: Draft, picture: PictureView, at: number): Draft {
  if (draft.pictures.some((other) => other.id === picture.id)) return draft;
  return { ...draft, pictures: [...draft.pictures.slice(0, at), picture, ...draft.pictures.slice(at)] };
}

/** What a clip or a job keeps of its request. */
type Asked = Pick<ClipView, "prompt" | "model" | "aspectRatio" | "quality" | "duration" | "pictures">;

/** Everything a clip or a job was made from, ready to be sent again. */
export function draftOfClip(draft: Draft, clip: Asked): Draft {
  return {
    ...draft,
    prompt: clip.prompt,
    model: clip.model,
    aspectRatio: clip.aspectRatio,
    quality: clip.quality,
    duration: clip.duration,
    pictures: clip.pictures,
  };
}

export type Choice = "shape" | "quality" | "duration";

/** Keeps what the model takes and names what it does not. Where nothing is known, every shape is kept. */
export function fitToModel(
  draft: Draft,
  model: ModelView | null,
  id: string,
): { draft: Draft; dropped: Choice[] } {
  const next: Draft = { ...draft, model: id };
  if (!model) return { draft: next, dropped: [] };
  const dropped: Choice[] = [];
  if (draft.aspectRatio !== null && model.ratios.length > 0 && !model.ratios.includes(draft.aspectRatio)) {
    next.aspectRatio = null;
    dropped.push("shape");
  }
  if (draft.quality !== null && !model.qualities.includes(draft.quality)) {
    next.quality = null;
    dropped.push("quality");
  }
  if (draft.duration !== null && !model.durations.includes(draft.duration)) {
    next.duration = null;
    dropped.push("duration");
  }
  return { draft: next, dropped };
}

/** `first`: before everything that waits. */
export function requestOf(draft: Draft, fallbackModel: string, first = false): JobRequest {
  return {
    model: draft.model ?? fallbackModel,
    prompt: draft.prompt,
    aspectRatio: draft.aspectRatio,
    quality: draft.quality,
    duration: draft.duration,
    pictures: draft.pictures.map((picture) => picture.id),
    takes: draft.takes,
    first,
  };
}

/** What outlives the app: words, choices, and which pictures. Their addresses live as long as the window. */
type KeptChoices = Pick<Draft, "prompt" | "model" | "aspectRatio" | "quality" | "duration" | "takes">;

export function keptChoices(draft: Draft): string {
  const { prompt, model, aspectRatio, quality, duration, takes } = draft;
  const kept: KeptChoices = { prompt, model, aspectRatio, quality, duration, takes };
  return JSON.stringify({ ...kept, pictures: draft.pictures.map((picture) => picture.id) });
}

/** The pictures of the draft that was kept, by their ids. */
export function keptPictures(choices: string | null): string[] {
  const value = parse(choices);
  if (typeof value !== "object" || value === null) return [];
  const ids = (value as Record<string, unknown>).pictures;
  return Array.isArray(ids) ? ids.filter((id) => typeof id === "string") : [];
}

export function restoreDraft(choices: string | null, pictures: string | null): Draft {
  return { ...emptyDraft, ...readChoices(choices), pictures: readPictures(pictures) };
}

function readChoices(text: string | null): Partial<KeptChoices> {
  const value = parse(text);
  if (typeof value !== "object" || value === null) return {};
  const given = value as Record<string, unknown>;
  const words = (name: string) => (typeof given[name] === "string" ? given[name] : null);
  const takes = given.takes;
  return {
    prompt: words("prompt") ?? "",
    model: words("model"),
    aspectRatio: words("aspectRatio"),
    quality: words("quality"),
    duration: typeof given.duration === "number" ? given.duration : null,
    takes: typeof takes === "number" && takes >= 1 && takes <= 4 ? Math.floor(takes) : 1,
  };
}

function readPictures(text: string | null): PictureView[] {
  const value = parse(text);
  return Array.isArray(value) ? value.filter(isPicture) : [];
}

function isPicture(value: unknown): value is PictureView {
  if (typeof value !== "object" || value === null) return false;
  const given = value as Record<string, unknown>;
  return (
    typeof given.id === "string" &&
    typeof given.name === "string" &&
    typeof given.url === "string" &&
    typeof given.width === "number" &&
    typeof given.height === "number"
  );
}

function parse(text: string | null): unknown {
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    // A damaged draft is an empty one; it must never keep the page from opening.
    return null;
  }
}
