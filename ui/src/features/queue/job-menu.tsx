import { ClipboardCopy, EllipsisVertical, ListEnd, ListStart, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { hasEnded } from "../../api/job";
import type { JobView } from "../../api/types";
import { useErrorWords } from "../../api/use-error-words";
import { IconButton } from "../../components/button";
import { Menu, type MenuItem } from "../../components/menu";
import { say } from "../../components/toasts";
import styles from "./job-menu.module.css";
import { promptName } from "./prompt-name";
import { useClear } from "./use-clear";
import type { JobCommands } from "./use-job-commands";

interface Props {
  job: JobView;
  commands: JobCommands;
  /** Its number in the line; null where it waits alone, or not at all. */
  number: number | null;
  /** How many wait. */
  waiting: number;
}

/** What is not needed often: the place in the line, the details for support, and putting the card away. */
export function JobMenu({ job, commands, number, waiting }: Props) {
  const { t } = useTranslation();
  const errorWords = useErrorWords();
  const clear = useClear();
  const copy = async () => {
    try {
      await commands.copy(await commands.details());
      say(t("queue.copied"));
    } catch (thrown) {
      say(errorWords(thrown));
    }
  };
  const places: MenuItem[] =
    number === null
      ? []
      : [
          {
            label: t("queue.sendNext"),
            icon: ListStart,
            testId: "job-next",
            disabled: number === 1,
            onSelect: commands.moveFirst,
          },
          {
            label: t("queue.sendLast"),
            icon: ListEnd,
            testId: "job-last",
            disabled: number === waiting,
            onSelect: commands.moveLast,
          },
        ];
  const more: MenuItem[] = [
    { label: t("queue.copy"), icon: ClipboardCopy, testId: "job-copy", onSelect: () => void copy() },
    ...(hasEnded(job)
      ? [{ label: t("queue.clearOne"), icon: X, testId: "job-clear", onSelect: () => void clear([job]) }]
      : []),
  ];
  return (
    <span className={styles.menu}>
      <Menu
        groups={[places, more]}
        trigger={
          <IconButton
            icon={EllipsisVertical}
            size="small"
            label={t("queue.more", { prompt: promptName(job, t, 40) })}
            data-testid="job-menu"
          />
        }
      />
    </span>
  );
}
