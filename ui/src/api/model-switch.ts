// Another model for the same draft: what still applies is kept, and what changed is told.
import type { ModelView } from "../platform/types";
import { type Choice, type Draft, fitToModel } from "./draft";
import { type Settled, settle } from "./model-fit";
import { limitWords } from "./model-words";
import type { MessageKey, Translate } from "./words";

export interface Switch {
  draft: Draft;
  /** Its name, as it is sent. */
  id: string;
  /** Null for a name that was typed. */
  model: ModelView | null;
  dropped: Choice[];
  switched: Settled["switched"];
}

const choiceWords: Record<Choice, MessageKey> = {
  shape: "create.shape",
  quality: "create.quality",
  duration: "create.duration",
};

export function switchModel(draft: Draft, model: ModelView | null, id: string): Switch {
  const fitted = fitToModel(draft, model, id);
  return { ...settle(fitted.draft, model, "quality"), id, model, dropped: fitted.dropped };
}

/** What is not as it was; null where all of it was kept. */
export function switchWords(
  { id, model, dropped, switched }: Switch,
  language: string,
  t: Translate,
): string | null {
  const what = dropped.map((choice) => t(choiceWords[choice])).join(t("create.listSeparator"));
  const said = what === "" ? [] : [t("create.modelChanged", { model: model?.name ?? id, what })];
  if (switched && model)
    said.push(t("create.durationSwitched", { why: limitWords(model, switched.limit, t) }));
  return said.length === 0 ? null : said.join(language.startsWith("zh") ? "" : " ");
}
