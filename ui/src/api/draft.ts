// The draft: what the person has prepared but not sent. Pure; the store beside it keeps it.
import { type Part, refitted, sameShape } from "../lib/crop";
import { ratioOf } from "../lib/shape";
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
  /** By the picture's id: those that are not sent whole. */
  frames: Readonly<Record<string, Frame>>;
  refusals: Refusal[];
}

/** As many jobs as one press can make. */
export const MOST_TAKES = 4;

export const emptyDraft: Draft = {
  prompt: "",
  model: null,
  aspectRatio: null,
  quality: null,
  duration: null,
  takes: 1,
  pictures: [],
  frames: {},
  refusals: [],
};

let lastRefusal = 0;

/** `most` pictures go into one request, whatever the model: those beyond are told like other refusals. */
export function withOutcomes(draft: Draft, outcomes: readonly PictureOutcome[], most: number): Draft {
  const pictures = [...draft.pictures];
  const refusals = [...draft.refusals];
  const refuse = (name: string, why: PictureRefusal) => {
    lastRefusal += 1;
    refusals.push({ id: lastRefusal, name, why });
  };
  for (const outcome of outcomes) {
    if (outcome.type === "refused") refuse(outcome.name, outcome.why);
    else if (pictures.some((picture) => picture.id === outcome.picture.id)) continue;
    else if (pictures.length >= most) refuse(outcome.picture.name, "tooMany");
    else pictures.push(outcome.picture);
  }
  return { ...draft, pictures, refusals };
}

/** What was not taken, as it is told: one notice for each reason, in the order in which they came up. */
export function refusalGroups(refusals: readonly Refusal[]): { why: PictureRefusal; all: Refusal[] }[] {
  const groups = new Map<PictureRefusal, Refusal[]>();
  for (const refusal of refusals) groups.set(refusal.why, [...(groups.get(refusal.why) ?? []), refusal]);
  return [...groups].map(([why, all]) => ({ why, all }));
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

/** How a picture is sent whose shape is not the clip's: a part of it in place of the whole. */
export interface Frame {
  /** px of the picture. */
  part: Part;
  /** The part as a picture of its own; null until it is cut out. */
  cut: PictureView | null;
}

/** The frame of a picture; null sends it whole. Where the service decides the shape, nothing is cut. */
export function frameOf(draft: Draft, id: string): Frame | null {
  return draft.aspectRatio === null ? null : (draft.frames[id] ?? null);
}

/** Frames that lie within their pictures: those that were kept may be damaged. */
export function soundFrames(frames: Draft["frames"], pictures: readonly PictureView[]): Draft["frames"] {
  const sound = pictures.flatMap(({ id, width, height }) => {
    const frame = frames[id];
    const part = frame?.part;
    const fits = part && part.x + part.width <= width && part.y + part.height <= height;
    return fits ? [[id, frame] as const] : [];
  });
  return Object.fromEntries(sound);
}

/** With another shape: frames are fitted to it, and go where nothing would be cut. */
export function withShape(draft: Draft, aspectRatio: string | null): Draft {
  const ratio = ratioOf(aspectRatio);
  if (aspectRatio === draft.aspectRatio || ratio === null) return { ...draft, aspectRatio };
  const frames: Record<string, Frame> = {};
  for (const picture of draft.pictures) {
    const frame = draft.frames[picture.id];
    if (frame && !sameShape(picture.width / picture.height, ratio))
      frames[picture.id] = { part: refitted(picture, frame.part, ratio), cut: null };
  }
  return { ...draft, aspectRatio, frames };
}

/** With a frame for a picture, or without one. */
export function withFrame(draft: Draft, id: string, frame: Frame | null): Draft {
  const { [id]: _, ...others } = draft.frames;
  return { ...draft, frames: frame ? { ...others, [id]: frame } : others };
}

/** Pictures of the draft whose frame still has to be cut out. */
export function uncut(draft: Draft): { id: string; part: Part }[] {
  return draft.pictures.flatMap(({ id }) => {
    const frame = frameOf(draft, id);
    return frame && !frame.cut ? [{ id, part: frame.part }] : [];
  });
}

/** What a clip or a job keeps of its request. */
type Asked = Pick<ClipView, "prompt" | "model" | "aspectRatio" | "quality" | "duration" | "pictures">;

/** Pictures as they were dropped, with the frames in which they were sent. */
function beforeCutting(sent: readonly PictureView[]): Pick<Draft, "pictures" | "frames"> {
  const pictures: PictureView[] = [];
  const frames: Record<string, Frame> = {};
  const isThere = (id: string) => pictures.some((picture) => picture.id === id);
  for (const picture of sent) {
    const { cut } = picture;
    // Two parts of one picture: a draft has one frame for each, so the second stays as it is.
    if (cut && !isThere(cut.source.id)) {
      pictures.push(cut.source);
      frames[cut.source.id] = { part: cut.part, cut: picture };
    } else if (!isThere(picture.id)) {
      pictures.push(picture);
    }
  }
  return { pictures, frames };
}

/** Everything a clip or a job was made from, ready to be sent again and to be changed. */
export function draftOfClip(draft: Draft, clip: Asked): Draft {
  return {
    ...draft,
    prompt: clip.prompt,
    model: clip.model,
    aspectRatio: clip.aspectRatio,
    quality: clip.quality,
    duration: clip.duration,
    ...beforeCutting(clip.pictures),
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

/** What a press wishes, told apart from others: the same before and after its frames are cut out. */
export function wishOf(draft: Draft, fallbackModel: string): string {
  const parts = draft.pictures.map(({ id }) => frameOf(draft, id)?.part ?? null);
  return JSON.stringify({ ...requestOf({ ...draft, frames: {} }, fallbackModel), parts });
}

/** `first`: before everything that waits. */
export function requestOf(draft: Draft, fallbackModel: string, first = false): JobRequest {
  return {
    model: draft.model ?? fallbackModel,
    prompt: draft.prompt,
    aspectRatio: draft.aspectRatio,
    quality: draft.quality,
    duration: draft.duration,
    pictures: draft.pictures.map((picture) => frameOf(draft, picture.id)?.cut?.id ?? picture.id),
    takes: draft.takes,
    first,
  };
}

/** What outlives the app: words, choices, and which pictures. Their addresses live as long as the window. */
type KeptChoices = Pick<Draft, "prompt" | "model" | "aspectRatio" | "quality" | "duration" | "takes">;

/** `missing` are pictures of the draft that are not back yet: they stay with it. */
export function keptChoices(draft: Draft, missing: readonly string[]): string {
  const { prompt, model, aspectRatio, quality, duration, takes } = draft;
  const kept: KeptChoices = { prompt, model, aspectRatio, quality, duration, takes };
  const here = draft.pictures.map((picture) => picture.id);
  const pictures = [...missing.filter((id) => !here.includes(id)), ...here];
  const parts = pictures.flatMap((id) => (draft.frames[id] ? [[id, draft.frames[id].part]] : []));
  return JSON.stringify({ ...kept, pictures, parts: Object.fromEntries(parts) });
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

function readChoices(text: string | null): Partial<Draft> {
  const value = parse(text);
  if (typeof value !== "object" || value === null) return {};
  const given = value as Record<string, unknown>;
  const words = (name: string) => (typeof given[name] === "string" ? given[name] : null);
  const takes = given.takes;
  return {
    frames: framesOf(given.parts),
    prompt: words("prompt") ?? "",
    model: words("model"),
    aspectRatio: words("aspectRatio"),
    quality: words("quality"),
    duration: typeof given.duration === "number" ? given.duration : null,
    takes: typeof takes === "number" && takes >= 1 && takes <= MOST_TAKES ? Math.floor(takes) : 1,
  };
}

function framesOf(parts: unknown): Record<string, Frame> {
  if (typeof parts !== "object" || parts === null) return {};
  const sound = Object.entries(parts).filter(([, part]) => isPart(part));
  return Object.fromEntries(sound.map(([id, part]) => [id, { part: part as Part, cut: null }]));
}

function isPart(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const given = value as Record<string, unknown>;
  const length = (name: string, least: number) =>
    Number.isInteger(given[name]) && Number(given[name]) >= least;
  return length("x", 0) && length("y", 0) && length("width", 1) && length("height", 1);
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
