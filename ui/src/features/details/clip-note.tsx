import { useTranslation } from "react-i18next";
import type { ClipView } from "../../api/types";
import { TextArea } from "../../components/text-area";
import { useNote } from "./use-note";

/** What a person wants to remember about a clip; the library's search finds it. */
export function ClipNote({ clip }: { clip: ClipView }) {
  const { t } = useTranslation();
  const { text, error, write, keep } = useNote(clip);
  return (
    <TextArea
      label={t("details.note")}
      placeholder={t("details.notePlaceholder")}
      error={error}
      value={text}
      data-testid="clip-note"
      onChange={(event) => write(event.currentTarget.value)}
      onBlur={keep}
    />
  );
}
