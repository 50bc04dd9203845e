import { ListX } from "lucide-react";
import { useTranslation } from "react-i18next";
import { hasEnded } from "../../api/job";
import type { JobView } from "../../api/types";
import { IconButton } from "../../components/button";
import { useClear } from "./use-clear";

/** Takes the cards of what has ended off; it is there only while there are any. */
export function ClearButton({ jobs }: { jobs: readonly JobView[] }) {
  const { t } = useTranslation();
  const clear = useClear();
  const ended = jobs.filter(hasEnded);
  if (ended.length === 0) return null;
  return (
    <IconButton
      icon={ListX}
      size="small"
      label={t("queue.clear")}
      hint={t("queue.clearHint")}
      data-testid="queue-clear"
      onClick={() => void clear(ended)}
    />
  );
}
