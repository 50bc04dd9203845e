import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useCollections, useFilmActions } from "../../api/film";
import type { ClipView } from "../../api/types";
import { useAttempt } from "../../api/use-attempt";
import { IconButton } from "../../components/button";
import { say } from "../../components/toasts";
import styles from "./collections.module.css";
import { Group } from "./facts";

/** The collections that hold the clip; it can be taken out of each, and put back. */
export function Collections({ clip }: { clip: ClipView }) {
  const { t } = useTranslation();
  const all = useCollections();
  const film = useFilmActions();
  const attempt = useAttempt(say);
  const holding = (all ?? []).filter((one) => clip.collections.includes(one.id));
  if (holding.length === 0) return null;
  return (
    <Group title={t("details.collections")}>
      <ul className={styles.list}>
        {holding.map(({ id, name }) => (
          <li key={id} className={styles.one} data-testid="clip-collection">
            <span className={styles.name}>{name}</span>
            <IconButton
              size="small"
              icon={X}
              label={t("details.leaveCollection", { name })}
              data-testid="leave-collection"
              onClick={() =>
                void attempt(
                  () => film.takeFrom(id, clip.id),
                  t("details.leftCollection", { name }),
                  () => film.putInto(id, clip.id),
                )
              }
            />
          </li>
        ))}
      </ul>
    </Group>
  );
}
