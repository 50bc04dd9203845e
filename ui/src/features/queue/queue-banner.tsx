import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asCommandError } from "../../api/fault";
import { useApp, useQueue } from "../../api/hooks";
import type { GoOnOver, HelpPage } from "../../api/types";
import { useErrorWords } from "../../api/use-error-words";
import { noteDoors } from "../../api/words";
import { Button } from "../../components/button";
import { Notice } from "../../components/notice";
import { say } from "../../components/toasts";
import type { Banner } from "./banner";
import { useSendWords } from "./banner-words";
import styles from "./queue-banner.module.css";

interface Props {
  banner: Banner;
  words: string;
  onOpenSettings: () => void;
  onOpenPage: (page: HelpPage) => void;
}

/** Said once for all the cards below it, with what can be done about it. What may cost money refuses a bare Enter. */
export function QueueBanner({ banner, words, onOpenSettings, onOpenPage }: Props) {
  const { t } = useTranslation();
  const queue = useQueue();
  const errorWords = useErrorWords();
  const sendWords = useSendWords();
  const usage = useApp((app) => app.jobs.some((job) => job.state === "waiting" && job.usagePage));
  const [busy, setBusy] = useState(false);
  const attempt = async (run: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await run();
    } catch (thrown) {
      say(errorWords(asCommandError(thrown)));
    } finally {
      setBusy(false);
    }
  };
  const goOn = (over: GoOnOver) => (
    <Button
      size="small"
      spends
      disabled={busy}
      data-testid="queue-go-on"
      onClick={() => void attempt(() => queue.goOn(over))}
    >
      {t("queue.goOn")}
    </Button>
  );

  const door = banner.kind === "held" || banner.kind === "note" ? noteDoors[banner.note] : null;
  return (
    <div className={styles.banner} data-kind={banner.kind}>
      <Notice
        tone={banner.kind === "paused" && banner.why === "asked" ? "quiet" : "warn"}
        testId="queue-hold"
        actions={
          <>
            {door === "topUp" && (
              <Button size="small" onClick={() => onOpenPage("topUp")}>
                {t("queue.topUp")}
              </Button>
            )}
            {door === "settings" && (
              <Button size="small" onClick={onOpenSettings}>
                {t("queue.openSettings")}
              </Button>
            )}
            {banner.kind === "held" && goOn("held")}
            {banner.kind === "paused" && banner.why !== "asked" && usage && (
              <Button size="small" onClick={() => onOpenPage("usage")}>
                {t("queue.usage")}
              </Button>
            )}
            {banner.kind === "paused" && goOn(banner.why)}
            {banner.kind === "old" && (
              <>
                <Button
                  size="small"
                  spends
                  disabled={busy}
                  data-testid="waiting-send"
                  onClick={() => void attempt(() => queue.send(banner.old.ids))}
                >
                  {sendWords(banner.old)}
                </Button>
                <Button
                  size="small"
                  kind="quiet"
                  hint={t("queue.keepHint")}
                  data-testid="waiting-keep"
                  onClick={() => void attempt(() => queue.keep(banner.old.ids))}
                >
                  {t("queue.keep")}
                </Button>
                <Button
                  size="small"
                  kind="quiet"
                  hint={t("queue.removeHint")}
                  data-testid="waiting-remove"
                  onClick={() => void attempt(() => queue.remove(banner.old.ids))}
                >
                  {t("queue.remove")}
                </Button>
              </>
            )}
          </>
        }
      >
        {words}
      </Notice>
    </div>
  );
}
