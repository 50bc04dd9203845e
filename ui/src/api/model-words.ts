// What is known of a model in a person's words, so that every place says it alike.
import type { ModelLimit, ModelsFault, ModelsFaultKind, ModelView } from "../platform/types";
import { isHint } from "./model-fit";
import type { MessageKey, Translate } from "./words";

const modelsFaultWords: Record<ModelsFaultKind, MessageKey> = {
  tooLarge: "model.faultTooLarge",
  unreadable: "model.faultUnreadable",
  syntax: "model.faultSyntax",
  unknownField: "model.faultUnknownField",
  wrongValue: "model.faultWrongValue",
  noId: "model.faultNoId",
  twice: "model.faultTwice",
};

/** What it can start from. */
export function acceptWords(model: ModelView, t: Translate): string {
  const { maxPictures: count, pictures, pictureNeeded } = model;
  const usually = isHint(model, "pictures") || isHint(model, "maxPictures");
  if (pictureNeeded) {
    if (count === null || count === 1) return t("model.pictureNeeded");
    return t(isHint(model, "maxPictures") ? "model.picturesNeededUsually" : "model.picturesNeeded", {
      count,
    });
  }
  if (pictures === "unknown") return t("model.picturesUnknown");
  if (pictures === "no") return t(isHint(model, "pictures") ? "model.wordsUsually" : "model.words");
  if (count === null) return t(usually ? "model.picturesUsually" : "model.pictures");
  if (count === 1) return t(usually ? "model.pictureUsually" : "model.picture");
  return t(usually ? "model.picturesMostUsually" : "model.picturesMost", { count });
}

/** What a coupled limit says. */
export function limitWords(model: ModelView, limit: ModelLimit, t: Translate): string {
  const lengths = limit.durations
    .map((seconds) => t("create.seconds", { seconds }))
    .join(t("create.listSeparator"));
  const usually = isHint(model, "limits");
  const what = limit.qualities.join(t("create.listSeparator"));
  if (what !== "") return t(usually ? "model.limitQualityUsually" : "model.limitQuality", { what, lengths });
  const given = { model: model.name, lengths };
  if (limit.pictures === 1) return t(usually ? "model.limitPictureUsually" : "model.limitPicture", given);
  const many = { ...given, count: limit.pictures };
  return t(usually ? "model.limitPicturesUsually" : "model.limitPictures", many);
}

/** Where the person's own file is wrong, and what counts meanwhile. */
export function modelsFaultSentence({ kind, line, field }: ModelsFault, t: Translate): string {
  return t(modelsFaultWords[kind], { line: line ?? 1, field });
}
