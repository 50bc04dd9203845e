import { type ReactNode, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useJobs } from "../../api/hooks";
import type { JobView } from "../../api/types";
import { useErrorWords } from "../../api/use-error-words";
import { type MoveWords, Reorder } from "../../components/reorder";
import { say } from "../../components/toasts";
import { movedBefore } from "./line";

interface Props {
  /** Those that wait, the next one first. */
  line: readonly JobView[];
  className: string | undefined;
  children: ReactNode;
}

/** The list of cards, in which those that wait change places; the next one stands lowest. */
export function Line({ line, className, children }: Props) {
  const { t } = useTranslation();
  const jobs = useJobs();
  const errorWords = useErrorWords();
  const words = useMemo<MoveWords>(
    () => ({
      how: t("queue.moveHow"),
      taken: (place) => t("queue.moveTaken", { ...place }),
      over: (place) => t("queue.moveOver", { ...place }),
      done: (place) => t("queue.moveDone", { ...place }),
      not: (place) => t("queue.moveNot", { ...place }),
    }),
    [t],
  );
  const move = (id: string, upon: string) => {
    const before = movedBefore(line, id, upon);
    if (before === undefined) return;
    jobs.move(id, before).catch((thrown: unknown) => say(errorWords(thrown)));
  };
  return (
    <Reorder ids={line.map((job) => job.id)} reversed words={words} onMove={move}>
      <ul className={className}>{children}</ul>
    </Reorder>
  );
}
