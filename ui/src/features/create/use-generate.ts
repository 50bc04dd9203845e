// One press of Generate: what is checked first, the one id it carries, and where its errors are told.
import { useEffect, useRef, useState } from "react";
import { type Draft, requestOf, uncut, wishOf } from "../../api/draft";
import { useDraftStore } from "../../api/draft-store";
import { type ErrorSpot, errorSpots } from "../../api/error-spots";
import { asCommandError, isCommandError } from "../../api/fault";
import { cutFrames } from "../../api/framing";
import { useApp, useJobs, useLanding } from "../../api/hooks";
import { usePlatform } from "../../api/platform";
import { usePressGuard } from "../../api/press-guard";
import type { CommandError, ErrorCode, ModelView } from "../../api/types";
import type { EditSpot } from "../../api/words";
import { generates } from "../../lib/keys";
import { characters } from "../../lib/text";

interface Options {
  /** The place is in front: only then does the shortcut count. */
  shown: boolean;
  model: ModelView | null;
  fallbackModel: string;
  /** What is wrong is mended there. */
  onWrong: (field: EditSpot) => void;
  /** The jobs were made. */
  onSent: (prompt: string) => void;
}

/** The field that the focus goes to; what is mended elsewhere is told beside the button only. */
const fields: Partial<Record<ErrorCode, EditSpot>> = {
  modelInvalid: "model",
  pictureNeeded: "picture",
  pictureUnknown: "picture",
  picturesTooMany: "picture",
  promptEmpty: "prompt",
  promptTooLong: "prompt",
  sizeInvalid: "size",
};

export type Generate = ReturnType<typeof useGenerate>;

export function useGenerate({ shown, model, fallbackModel, onWrong, onSent }: Options) {
  const drafts = useDraftStore();
  const jobs = useJobs();
  const platform = usePlatform();
  const limit = useApp((app) => app.promptLimit);
  const guard = usePressGuard("generate");
  const landing = useLanding();
  const waiting = useRef(false);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<{ error: CommandError; draft: Draft } | null>(null);
  const current = drafts.get();

  const point = (code: ErrorCode) => {
    const field = fields[code];
    if (field) onWrong(field);
  };
  const press = async (first: boolean) => {
    if (waiting.current) return;
    let draft = drafts.get();
    let wrong = checkDraft(draft, model, limit);
    if (landing.count() > 0 && (!wrong || wrong.code === "pictureNeeded")) {
      // What was dropped before the press belongs to it: nothing is sent without it.
      const refused = draft.refusals.length;
      waiting.current = true;
      setBusy(true);
      await landing.landed();
      waiting.current = false;
      setBusy(false);
      draft = drafts.get();
      if (draft.refusals.length > refused) return;
      wrong = checkDraft(draft, model, limit);
    }
    if (wrong) {
      setFault({ error: wrong, draft });
      point(wrong.code);
      return;
    }
    // The same wish with and without Shift within a second is one finger as well.
    const id = guard.begin(wishOf(draft, fallbackModel), jobs.arrived);
    if (!id) return;
    setBusy(true);
    setFault(null);
    try {
      // A frame that is still being cut out is waited for: the whole picture is never sent in its place.
      const ready = uncut(draft).length > 0 ? await cutNow(draft) : draft;
      await jobs.create(requestOf(ready, fallbackModel, first), id);
      onSent(draft.prompt);
      guard.end("answered");
    } catch (thrown) {
      const error = asCommandError(thrown);
      guard.end(isCommandError(thrown) && error.code !== "internal" ? "answered" : "unknown");
      if (error.code === "cancelled") return;
      setFault({ error, draft });
      point(error.code);
    } finally {
      setBusy(false);
    }
  };

  const cutNow = async (draft: Draft): Promise<Draft> => {
    await cutFrames(drafts, platform);
    const { frames, aspectRatio } = drafts.get();
    const cut = { ...draft, frames };
    // Whoever moves the frame on in that moment presses once more.
    if (uncut(cut).length > 0 || aspectRatio !== draft.aspectRatio) throw cancelled;
    return cut;
  };

  const now = useRef(press);
  useEffect(() => {
    now.current = press;
  });
  useEffect(() => {
    if (!shown) return;
    const onKeyDown = (event: KeyboardEvent) => {
      // Radio buttons and the button itself refuse a bare Enter, and with it this one: that is no reason not to hear it.
      const where = generates(event);
      if (where === null || isAfloat(event.target)) return;
      event.preventDefault();
      void now.current(where === "first");
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [shown]);

  return {
    busy,
    limit,
    press: () => void press(false),
    /** Before everything that waits. */
    pressFirst: () => void press(true),
    /** An error is told until the draft it was about changes. */
    faultAt: (spot: ErrorSpot): CommandError | null =>
      fault && fault.draft === current && errorSpots[fault.error.code] === spot ? fault.error : null,
    forget: () => setFault(null),
  };
}

const cancelled: CommandError = { code: "cancelled", params: {}, retryAfterMs: null };

/** In what lies over the place, keys belong to that. */
function isAfloat(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("[role=dialog], [role=menu], [role=listbox]") !== null;
}

/** What is surely wrong is said before anything leaves; what is merely unknown never blocks. */
export function checkDraft(draft: Draft, model: ModelView | null, limit: number): CommandError | null {
  const wrong = (code: CommandError["code"], params: CommandError["params"] = {}) => ({
    code,
    params,
    retryAfterMs: null,
  });
  if (draft.prompt.trim() === "") return wrong("promptEmpty");
  if (characters(draft.prompt) > limit) return wrong("promptTooLong", { limit: String(limit) });
  if (model?.pictureNeeded && draft.pictures.length === 0) return wrong("pictureNeeded");
  return null;
}
