import { Copy, FolderOpen, RotateCcw } from "lucide-react";
import type { CSSProperties } from "react";
import { useTranslation } from "react-i18next";
import { useFilmActions } from "../../api/film";
import { useClipActions } from "../../api/hooks";
import { usePlatform } from "../../api/platform";
import type { ClipView } from "../../api/types";
import { useAttempt } from "../../api/use-attempt";
import { Button } from "../../components/button";
import { say } from "../../components/toasts";
import { useDragOut } from "../../components/use-drag-out";
import { tileRatio } from "../../lib/shape";
import { oneLine } from "../../lib/text";
import styles from "./clip-head.module.css";

interface Props {
  clip: ClipView;
  onOpen: () => void;
  onReuse: () => void;
}

/** The clip's picture, its whole prompt, and what can be done with them. */
export function ClipHead({ clip, onOpen, onReuse }: Props) {
  const { t } = useTranslation();
  const actions = useClipActions();
  const film = useFilmActions();
  const platform = usePlatform();
  const attempt = useAttempt(say);
  const pull = useDragOut(() => void attempt(() => film.drag(clip.id)));
  return (
    <>
      <button
        {...(clip.missing ? {} : pull)}
        type="button"
        className={styles.poster}
        style={{ "--ratio": tileRatio(clip.width, clip.height) } as CSSProperties}
        aria-label={t("library.open", { title: oneLine(clip.prompt) || clip.name })}
        data-testid="details-open"
        onClick={onOpen}
      >
        <img src={clip.posterUrl} alt="" draggable={false} />
      </button>
      {clip.prompt && (
        <p className={styles.prompt} data-testid="details-prompt">
          {clip.prompt}
        </p>
      )}
      <div className={styles.buttons}>
        <Button className={styles.reuse} icon={RotateCcw} data-testid="details-reuse" onClick={onReuse}>
          {t("player.reuse")}
        </Button>
        {clip.prompt && (
          <Button
            size="small"
            icon={Copy}
            onClick={() => void attempt(() => platform.textCopy(clip.prompt), t("player.promptCopied"))}
          >
            {t("player.copyPrompt")}
          </Button>
        )}
        <Button
          size="small"
          icon={FolderOpen}
          disabled={clip.missing}
          hint={clip.missing ? t("player.missing") : undefined}
          onClick={() => void attempt(() => actions.reveal(clip.id))}
        >
          {t("player.reveal")}
        </Button>
      </div>
    </>
  );
}
