import { ChevronRight } from "lucide-react";
import { type CSSProperties, Fragment, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { ClipView } from "../../api/types";
import { Icon } from "../../components/icon";
import { Tooltip } from "../../components/tooltip";
import { tileRatio } from "../../lib/shape";
import { oneLine } from "../../lib/text";
import { goesOnFrom } from "../../lib/thread";
import styles from "./thread.module.css";

interface Props {
  thread: readonly ClipView[];
  id: string;
  onOpen: (id: string) => void;
}

/** The chain that a clip stands in, as a strip of film: what it goes on from, and what goes on from it. */
export function Thread({ thread, id, onOpen }: Props) {
  const { t } = useTranslation();
  const present = useRef<HTMLLIElement>(null);
  // Of a long chain only a part is seen, and that should be the part where one is.
  useEffect(() => {
    // Nothing is handed back: newer web views answer with a promise, and that is no way to leave an effect.
    present.current?.scrollIntoView?.({ block: "nearest", inline: "center" });
  }, []);
  return (
    <nav aria-label={t("player.thread", { count: thread.length })} data-testid="thread">
      <ol className={styles.strip}>
        {thread.map((clip, at) => {
          const here = clip.id === id;
          const words = { number: at + 1, count: thread.length, title: oneLine(clip.prompt) || clip.name };
          const from = at > 0 ? goesOnFrom(clip.pictures) : null;
          const label =
            from === null
              ? t("player.threadClip", words)
              : t("player.threadClipFrom", { ...words, frame: from });
          return (
            <Fragment key={clip.id}>
              {at > 0 && (
                <li className={styles.joint} aria-hidden="true">
                  <Icon of={ChevronRight} size="tiny" />
                </li>
              )}
              <li ref={here ? present : undefined}>
                <Tooltip label={label} keys={keyTo(thread, id, at)}>
                  <button
                    type="button"
                    className={styles.link}
                    style={{ "--ratio": tileRatio(clip.width, clip.height) } as CSSProperties}
                    aria-label={label}
                    aria-current={here ? "true" : undefined}
                    data-testid="thread-clip"
                    data-clip-id={clip.id}
                    onClick={() => {
                      if (!here) onOpen(clip.id);
                    }}
                  >
                    <img src={clip.posterUrl} alt="" draggable={false} />
                  </button>
                </Tooltip>
              </li>
            </Fragment>
          );
        })}
      </ol>
    </nav>
  );
}

/** The key that leads to a neighbour. */
function keyTo(thread: readonly ClipView[], id: string, at: number): string | undefined {
  const by = at - thread.findIndex((clip) => clip.id === id);
  return by === -1 ? "Alt+←" : by === 1 ? "Alt+→" : undefined;
}
