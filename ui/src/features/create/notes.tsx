import { useTranslation } from "react-i18next";
import { type Draft, type Refusal, refusalGroups } from "../../api/draft";
import { useApp, useStudio } from "../../api/hooks";
import { brokenLimit, isHint } from "../../api/model-fit";
import { limitWords } from "../../api/model-words";
import type { CommandError, ModelView, PictureRefusal, SettingsView } from "../../api/types";
import { useErrorWords } from "../../api/use-error-words";
import { type MessageKey, refusalWords, type Translate } from "../../api/words";
import { Notice } from "../../components/notice";
import { Toned } from "../../components/toned";
import { isForeign } from "../../lib/text";
import styles from "./notes.module.css";

interface Props {
  draft: Draft;
  model: ModelView | null;
  fault: CommandError | null;
  onChange: (change: (draft: Draft) => Draft) => void;
}

/** Everything that is to be said about the pictures and the model, close to them. */
export function Notes({ draft, model, fault, onChange }: Props) {
  const { t } = useTranslation();
  const errorWords = useErrorWords();
  const settings = useApp((app) => app.settings);
  const preparing = useStudio((studio) => studio.preparing) ?? 0;
  const { pictures, refusals } = draft;
  const warning = pictures.length > 0 ? pictureWarning(model, pictures.length, t) : null;
  const broken = brokenLimit(draft, model);
  const dismiss = (why: PictureRefusal) =>
    onChange((now) => ({ ...now, refusals: now.refusals.filter((refusal) => refusal.why !== why) }));
  return (
    <div className={styles.notes}>
      {preparing > 0 && (
        <p className={styles.quiet} role="status">
          {t("pictures.preparing", { count: preparing })}
        </p>
      )}
      {pictures.length > 0 && (
        <p className={styles.quiet} data-testid="picture-note">
          {t(pictureNote(settings))}
        </p>
      )}
      {warning && <Toned tone="warn">{warning}</Toned>}
      {broken && model && (
        <div data-testid="limit-note">
          <Toned tone="warn">{limitWords(model, broken, t)}</Toned>
        </div>
      )}
      {model?.englishBest && isForeign(draft.prompt) && (
        <p className={styles.quiet} data-testid="english-note">
          {t(isHint(model, "englishBest") ? "create.englishNoteUsually" : "create.englishNote", {
            model: model.name,
          })}
        </p>
      )}
      {model?.listed === "no" && (
        <div data-testid="model-note">
          <Toned tone="warn">{t("create.modelUnlisted")}</Toned>
        </div>
      )}
      {fault && (
        <Notice tone="bad" role="alert">
          {fault.code === "pictureNeeded" && model
            ? t("pictures.needed", { model: model.name })
            : errorWords(fault)}
        </Notice>
      )}
      {refusalGroups(refusals).map(({ why, all }) => (
        <Notice
          key={why}
          tone="warn"
          role="alert"
          testId="refusal"
          dismissLabel={t("app.dismiss")}
          onDismiss={() => dismiss(why)}
        >
          {refused(why, all, t)}
        </Notice>
      ))}
    </div>
  );
}

/** As many names are spelt out beside the first. */
const NAMED = 2;

/** The sentence of the first, and the names of a few others that have met the same. */
function refused(why: PictureRefusal, [first, ...others]: readonly Refusal[], t: Translate): string {
  const called = (refusal: Refusal | undefined) => refusal?.name || t("pictures.pasted");
  const sentence = t(refusalWords[why], { name: called(first) });
  if (others.length === 0) return sentence;
  const some = others.slice(0, NAMED).map(called);
  const names = some.join(t("create.listSeparator"));
  const more = others.length - some.length;
  return t("pictures.refusedAlso", {
    sentence,
    names: more > 0 ? t("pictures.refusedMany", { names, count: more }) : names,
  });
}

/** Where the pictures go, as the choices stand. */
function pictureNote({ practice, pictures, passLinks }: SettingsView): MessageKey {
  if (practice) return "pictures.practiceNote";
  if (pictures === "embed") return passLinks ? "pictures.embedNoteLinks" : "pictures.embedNote";
  return passLinks ? "pictures.uploadNoteLinks" : "pictures.uploadNote";
}

/** What is sure asks for a change; what is only usual says that it may be tried. */
function pictureWarning(model: ModelView | null, count: number, t: Translate): string | null {
  if (!model) return null;
  const { name, pictures, maxPictures: most } = model;
  if (pictures === "no")
    return t(isHint(model, "pictures") ? "pictures.notTakenUsually" : "pictures.notTaken", { model: name });
  if (most === null || count <= most) return null;
  const usually = isHint(model, "maxPictures");
  if (most === 1) return t(usually ? "pictures.mostOneUsually" : "pictures.mostOne", { model: name });
  return t(usually ? "pictures.mostUsually" : "pictures.most", { model: name, count: most });
}
