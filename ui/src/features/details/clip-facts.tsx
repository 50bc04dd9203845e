// What was asked for, what came, and when. What nobody knows is left out.
import { Copy } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useApp } from "../../api/hooks";
import { usePlatform } from "../../api/platform";
import type { ClipView } from "../../api/types";
import { useAttempt } from "../../api/use-attempt";
import type { MessageKey, Translate } from "../../api/words";
import { IconButton } from "../../components/button";
import { say } from "../../components/toasts";
import { Toned } from "../../components/toned";
import { ignored } from "../../lib/asked";
import { dateTime, fileSize, number, timeAfter } from "../../lib/format";
import { dollars } from "../../lib/money";
import { type Lasted, lasted } from "../../lib/time";
import { ClipName } from "./clip-name";
import { type Fact, Facts } from "./facts";

export function ClipFacts({ clip }: { clip: ClipView }) {
  const { t, i18n } = useTranslation();
  const { language } = i18n;
  const model = useApp((app) => app.models.find((one) => one.id === clip.model)?.name ?? clip.model);
  const seconds = (value: number) => t("details.seconds", { seconds: number(value, language, 2) });
  const asked: Fact[] = [
    [t("details.model"), model],
    [t("details.shape"), clip.aspectRatio],
    [t("details.quality"), clip.quality],
    [t("details.duration"), clip.duration === null ? null : seconds(clip.duration)],
    [t("details.cost"), costWords(clip, language, t)],
    [t("details.task"), clip.taskNumber, <CopyTask key="copy" number={clip.taskNumber} />],
  ];
  const file: Fact[] = [
    [t("details.size"), clip.width > 0 ? `${clip.width} × ${clip.height}` : null],
    [t("details.length"), clip.durationMs > 0 ? seconds(clip.durationMs / 1000) : null],
    [
      t("details.frameRate"),
      clip.fps === null ? null : t("details.fps", { fps: number(clip.fps, language, 3) }),
    ],
    [t("details.frames"), clip.frames > 0 ? number(clip.frames, language) : null],
    [t("details.fileSize"), clip.bytes > 0 ? fileSize(clip.bytes, language) : null],
  ];
  return (
    <>
      <Facts title={t("details.asked")} facts={asked} />
      <Facts title={t("details.file")} facts={file}>
        {ignored(clip, clip).map((what) => (
          <div key={what} data-testid="clip-ignored">
            <Toned tone="warn">
              {what === "size"
                ? t("details.ignoredSize", { asked: clip.quality ?? "" })
                : t("details.ignoredShape", { asked: clip.aspectRatio ?? "" })}
            </Toned>
          </div>
        ))}
        <ClipName clip={clip} />
      </Facts>
      <Facts title={t("details.times")} facts={timeFacts(clip, language, t)} />
    </>
  );
}

/** The first with its day, the others to the second, so that it can be seen what took long. */
function timeFacts(clip: ClipView, language: string, t: Translate): Fact[] {
  const { pressedAtMs, sentAtMs, readyAtMs, createdAtMs } = clip;
  const after = (ms: number | null) => (ms === null ? null : timeAfter(ms, pressedAtMs, language));
  const took = createdAtMs - pressedAtMs;
  return [
    [t("details.pressed"), dateTime(pressedAtMs, language)],
    [t("details.sent"), after(sentAtMs)],
    [t("details.ready"), after(readyAtMs)],
    [t("details.made"), after(createdAtMs)],
    [t("details.took"), took > 0 ? lastedOf(took, t) : null],
  ];
}

const lastedWords: Record<Lasted["kind"], MessageKey> = {
  seconds: "details.lastedSeconds",
  minutes: "details.lastedMinutes",
  hours: "details.lastedHours",
};

function lastedOf(ms: number, t: Translate): string {
  const { kind, hours, minutes, seconds } = lasted(ms);
  return t(lastedWords[kind], { hours, minutes, seconds });
}

/** What was expected when the button was pressed; what was charged, only the service knows. */
function costWords(clip: ClipView, language: string, t: Translate): string {
  if (clip.practice) return t("details.costNothing");
  if (clip.estimateMicros === null) return t("details.costUnknown");
  return t("details.costAbout", { price: dollars(clip.estimateMicros, language) });
}

/** It is what support asks for first. */
function CopyTask({ number: task }: { number: string | null }) {
  const { t } = useTranslation();
  const platform = usePlatform();
  const attempt = useAttempt(say);
  return (
    <IconButton
      size="small"
      icon={Copy}
      label={t("details.copyTask")}
      side="left"
      data-testid="copy-task"
      onClick={() => void attempt(() => platform.textCopy(task ?? ""), t("details.taskCopied"))}
    />
  );
}
