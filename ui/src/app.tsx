// The page as a whole: what everything stands on, and the moments before there is anything to show.
import { CSPProvider } from "@base-ui/react/csp-provider";
import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { connect } from "./api/connect";
import { DraftProvider, type DraftStore } from "./api/draft-store";
import { asCommandError } from "./api/fault";
import { useStudio } from "./api/hooks";
import { PlatformProvider, usePlatform } from "./api/platform";
import type { CommandError, Platform } from "./api/types";
import { useErrorWords } from "./api/use-error-words";
import { Frame } from "./app-frame";
import { Broken } from "./app-trouble";
import { Button } from "./components/button";
import { Empty } from "./components/empty";
import { ErrorBoundary } from "./components/error-boundary";
import { Toasts } from "./components/toasts";
import { Tooltips } from "./components/tooltip";

interface Props {
  platform: Platform;
  cache: QueryClient;
  drafts: DraftStore;
}

export function App({ platform, cache, drafts }: Props) {
  const { t } = useTranslation();
  return (
    <PlatformProvider value={platform}>
      <QueryClientProvider client={cache}>
        <DraftProvider value={drafts}>
          {/* The policy allows no style elements; what they would say is in our own sheets. */}
          <CSPProvider disableStyleElements>
            <Tooltips>
              <ErrorBoundary fallback={(again) => <Broken onAgain={again} />}>
                <Opening cache={cache} drafts={drafts} />
              </ErrorBoundary>
            </Tooltips>
            <Toasts label={t("app.toasts")} dismissLabel={t("app.dismiss")} />
          </CSPProvider>
        </DraftProvider>
      </QueryClientProvider>
    </PlatformProvider>
  );
}

/** Under this, a wait is not worth a word. */
const SILENT_MS = 300;

function Opening({ cache, drafts }: Pick<Props, "cache" | "drafts">) {
  const { t } = useTranslation();
  const platform = usePlatform();
  const errorWords = useErrorWords();
  const open = useStudio(() => true) ?? false;
  const [attempt, setAttempt] = useState(0);
  const [failed, setFailed] = useState<CommandError | null>(null);
  const [slow, setSlow] = useState(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt is a new connection
  useEffect(() => {
    let left = false;
    let leave: (() => void) | null = null;
    setFailed(null);
    connect(platform, cache, drafts).then(
      (disconnect) => {
        if (left) disconnect();
        else leave = disconnect;
      },
      (thrown: unknown) => {
        if (!left) setFailed(asCommandError(thrown));
      },
    );
    const timer = setTimeout(() => setSlow(true), SILENT_MS);
    return () => {
      left = true;
      leave?.();
      clearTimeout(timer);
    };
  }, [platform, cache, drafts, attempt]);

  useEffect(() => {
    if (!open) return;
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => void platform.windowReady().catch(() => {}));
    });
    return () => cancelAnimationFrame(frame);
  }, [open, platform]);

  if (open) return <Frame />;
  if (failed) {
    return (
      <Empty
        role="alert"
        art="broken"
        title={t("app.startFailed")}
        hint={failed.code === "internal" ? t("app.startFailedHelp") : errorWords(failed)}
        action={<Button onClick={() => setAttempt(attempt + 1)}>{t("app.tryAgain")}</Button>}
      />
    );
  }
  return slow ? <Empty role="status" art="waiting" title={t("app.starting")} /> : null;
}
