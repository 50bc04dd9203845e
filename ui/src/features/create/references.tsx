import { Plus, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Draft } from "../../api/draft";
import { useApp, useStudio } from "../../api/hooks";
import { usePlatform } from "../../api/platform";
import type { CommandError, ModelView } from "../../api/types";
import { useErrorWords } from "../../api/use-error-words";
import { refusalWords } from "../../api/words";
import { IconButton } from "../../components/button";
import { Notice } from "../../components/notice";
import styles from "./references.module.css";
import { Thumb } from "./thumb";

interface Props {
  draft: Draft;
  model: ModelView | null;
  fault: CommandError | null;
  onChange: (change: (draft: Draft) => Draft) => void;
}

/** The pictures in order, and everything that is to be said about them, close to them. */
export function References({ draft, model, fault, onChange }: Props) {
  const { t } = useTranslation();
  const platform = usePlatform();
  const errorWords = useErrorWords();
  const practice = useApp((app) => app.settings.practice);
  const preparing = useStudio((studio) => studio.preparing) ?? 0;
  const { pictures, refusals } = draft;
  const remove = (id: string) =>
    onChange((now) => ({ ...now, pictures: now.pictures.filter((picture) => picture.id !== id) }));
  const dismiss = (id: number) =>
    onChange((now) => ({ ...now, refusals: now.refusals.filter((refusal) => refusal.id !== id) }));
  const warning = pictures.length > 0 ? pictureWarning(model, pictures.length, t) : null;

  return (
    <div className={styles.references}>
      {refusals.map((refusal) => (
        <Notice
          key={refusal.id}
          tone="warn"
          role="alert"
          testId="refusal"
          dismissLabel={t("app.dismiss")}
          onDismiss={() => dismiss(refusal.id)}
        >
          {t(refusalWords[refusal.why], { name: refusal.name })}
        </Notice>
      ))}
      {fault && (
        <Notice tone="bad" role="alert">
          {fault.code === "pictureNeeded" && model
            ? t("pictures.needed", { model: model.name })
            : errorWords(fault)}
        </Notice>
      )}
      {(pictures.length > 0 || preparing > 0) && (
        <div className={styles.line}>
          <ul className={styles.thumbs} aria-label={t("pictures.title")}>
            {pictures.map((picture, index) => (
              <Thumb
                key={picture.id}
                picture={picture}
                number={index + 1}
                onRemove={() => remove(picture.id)}
              >
                <X size={12} strokeWidth={1.5} aria-hidden="true" />
              </Thumb>
            ))}
            {Array.from({ length: preparing }, (_, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no other name
              <li key={`preparing-${index}`} className={styles.preparing} />
            ))}
            <li>
              <IconButton
                className={styles.add}
                label={t("pictures.add")}
                onClick={() => void platform.picturePick().catch(() => {})}
              >
                <Plus size={20} strokeWidth={1.5} aria-hidden="true" />
              </IconButton>
            </li>
          </ul>
          <div className={styles.notes}>
            {preparing > 0 && <p role="status">{t("pictures.preparing", { count: preparing })}</p>}
            {pictures.length > 0 && (
              <p data-testid="picture-note">
                {t(practice ? "pictures.practiceNote" : "pictures.uploadNote")}
              </p>
            )}
            {warning && <p className={styles.warn}>{warning}</p>}
          </div>
        </div>
      )}
    </div>
  );
}

type Translate = ReturnType<typeof useTranslation>["t"];

function pictureWarning(model: ModelView | null, count: number, t: Translate): string | null {
  if (!model) return null;
  if (model.pictures === "no") return t("pictures.notTaken", { model: model.name });
  if (model.maxPictures !== null && count > model.maxPictures)
    return t("pictures.most", { model: model.name, limit: model.maxPictures });
  return null;
}
