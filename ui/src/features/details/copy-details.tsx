import { ClipboardList } from "lucide-react";
import { useTranslation } from "react-i18next";
import { usePlatform } from "../../api/platform";
import type { ClipView } from "../../api/types";
import { useAttempt } from "../../api/use-attempt";
import { Button } from "../../components/button";
import { say } from "../../components/toasts";

/** All that a support request needs, as text; no key is in it. */
export function CopyDetails({ clip }: { clip: ClipView }) {
  const { t } = useTranslation();
  const platform = usePlatform();
  const attempt = useAttempt(say);
  return (
    <div>
      <Button
        size="small"
        icon={ClipboardList}
        data-testid="copy-details"
        onClick={() =>
          void attempt(
            async () => platform.textCopy(await platform.jobDetails(clip.jobId)),
            t("queue.copied"),
          )
        }
      >
        {t("queue.copy")}
      </Button>
    </div>
  );
}
