import { Trash } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useClipCount } from "../../api/hooks";
import type { ClipFilter, ClipView } from "../../api/types";
import { Ask } from "../../components/ask";
import { Button } from "../../components/button";
import { fileSize, number } from "../../lib/format";
import { everyClip } from "./use-filters";
import { clipsWords } from "./words";

interface Props {
  /** Those of the trash that have been read. */
  clips: readonly ClipView[];
  onEmpty: () => void;
}

const wholeTrash: ClipFilter = { ...everyClip, trashed: true };

/** The one thing here that cannot be undone, and so the one that asks: about all of the trash, not what a filter shows. */
export function EmptyTrash({ clips, onEmpty }: Props) {
  const { t, i18n } = useTranslation();
  const count = useClipCount(wholeTrash);
  const [asked, setAsked] = useState(false);
  if (!count || count.clips === 0) return null;
  const language = i18n.language;
  const many = count.more
    ? t("library.totalMore", { total: number(count.clips, language) })
    : clipsWords(count.clips, t, language);
  // Only what was read has a size that is known.
  const bytes = clips.reduce((sum, one) => sum + one.bytes, 0);
  const size = clips.length === count.clips ? fileSize(bytes, language) : null;
  return (
    <>
      <Button size="small" icon={Trash} data-testid="trash-empty" onClick={() => setAsked(true)}>
        {t("library.emptyTrash")}
      </Button>
      <Ask
        open={asked}
        onOpenChange={setAsked}
        title={t("library.emptyTrashTitle")}
        confirm={t("library.emptyTrashConfirm")}
        cancel={t("library.emptyTrashCancel")}
        onConfirm={onEmpty}
      >
        {size === null
          ? t("library.emptyTrashWords", { clips: many })
          : t("library.emptyTrashSize", { clips: many, size })}
      </Ask>
    </>
  );
}
