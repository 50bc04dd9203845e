import { Check, Heart } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useFilmActions } from "../../api/film";
import type { ClipView } from "../../api/types";
import { useErrorWords } from "../../api/use-error-words";
import { Button } from "../../components/button";
import { Icon } from "../../components/icon";
import { say } from "../../components/toasts";
import styles from "./takes.module.css";
import { Together } from "./together";
import type { Manners } from "./use-manners";

interface Props {
  takes: readonly ClipView[];
  manners: Manners;
  onOpen: (id: string) => void;
  onLeave: () => void;
}

/** All takes of a press at once, to keep one of them. */
export function Takes({ takes, manners, onOpen, onLeave }: Props) {
  const { t } = useTranslation();
  const keep = useKeep(takes, onOpen);
  return (
    <Together
      title={t("player.takesTitle", { count: takes.length })}
      subtitle={takes[0]?.prompt ?? ""}
      clips={takes}
      manners={manners}
      testId="takes-view"
      press={{
        label: (at) => t("player.openTake", { number: at + 1 }),
        run: (clip) => onOpen(clip.id),
      }}
      caption={(clip, at, sound) => (
        <>
          <span className={styles.name}>
            {t("player.take", { number: at + 1 })}
            {clip.favourite && <Icon of={Heart} size="tiny" filled />}
          </span>
          {sound}
          <Button
            size="small"
            className={styles.keep}
            icon={Check}
            data-testid="keep-take"
            aria-label={t("player.keepTake", { number: at + 1 })}
            onClick={() => void keep(clip, at + 1)}
          >
            {t("player.keep")}
          </Button>
        </>
      )}
      onLeave={onLeave}
    />
  );
}

/** One becomes a favourite and the others go to the trash; Undo gives all of it back. */
function useKeep(takes: readonly ClipView[], onOpen: (id: string) => void) {
  const { t } = useTranslation();
  const film = useFilmActions();
  const errorWords = useErrorWords();
  const failed = (thrown: unknown) => say(errorWords(thrown));
  return async (kept: ClipView, number: number) => {
    const others = takes.filter((one) => one.id !== kept.id).map((one) => one.id);
    try {
      // The take that is looked at may lie in the trash itself.
      const back = kept.trashed ? await film.restoreAll([kept.id]) : [];
      const liked = await film.favourites([kept.id], true);
      const gone = await film.trashAll(others);
      onOpen(kept.id);
      const some = gone.length === 1 ? "player.keptOne" : "player.kept";
      const words = gone.length === 0 ? "player.keptAlone" : some;
      say(t(words, { number, count: gone.length }), {
        label: t("app.undo"),
        run: () => {
          film.restoreAll(gone).catch(failed);
          if (back.length > 0) film.trashAll(back).catch(failed);
          if (liked.length > 0) film.favourites(liked, false).catch(failed);
        },
      });
    } catch (thrown) {
      failed(thrown);
    }
  };
}
