import { useTranslation } from "react-i18next";
import { useFamily } from "../../api/film";
import { Tooltip } from "../../components/tooltip";
import { oneLine } from "../../lib/text";
import { Group } from "./facts";
import styles from "./pictures.module.css";

interface Props {
  id: string;
  onOpen: (id: string) => void;
}

/** The chain of clips that it stands in; each of them can be opened. */
export function DetailsThread({ id, onOpen }: Props) {
  const { t } = useTranslation();
  const thread = useFamily(id)?.thread ?? [];
  if (thread.length < 2) return null;
  return (
    <Group title={t("details.thread")}>
      <ol className={styles.pictures}>
        {thread.map((clip, at) => {
          const words = { number: at + 1, count: thread.length, title: oneLine(clip.prompt) || clip.name };
          const label = t("player.threadClip", words);
          return (
            <li key={clip.id}>
              <Tooltip label={label}>
                <button
                  type="button"
                  className={styles.use}
                  aria-label={label}
                  aria-current={clip.id === id ? "true" : undefined}
                  data-testid="details-thread"
                  onClick={() => onOpen(clip.id)}
                >
                  <img src={clip.posterUrl} alt="" draggable={false} />
                </button>
              </Tooltip>
            </li>
          );
        })}
      </ol>
    </Group>
  );
}
