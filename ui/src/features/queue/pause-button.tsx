import { Pause, Play } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useApp, useQueue } from "../../api/hooks";
import { useErrorWords } from "../../api/use-error-words";
import { IconButton } from "../../components/button";
import { say } from "../../components/toasts";

/** One button in one place for both, so that the focus stays. A pause with another reason has its own words. */
export function PauseButton() {
  const { t } = useTranslation();
  const paused = useApp((app) => app.queue.paused);
  const queue = useQueue();
  const errorWords = useErrorWords();
  if (paused !== null && paused !== "asked") return null;
  const press = () => {
    const done = paused ? queue.goOn("asked") : queue.pause();
    done.catch((thrown: unknown) => say(errorWords(thrown)));
  };
  return (
    <IconButton
      icon={paused ? Play : Pause}
      size="small"
      label={t(paused ? "queue.goOn" : "queue.pause")}
      hint={t(paused ? "queue.goOnHint" : "queue.pauseHint")}
      data-testid="queue-pause"
      onClick={press}
    />
  );
}
