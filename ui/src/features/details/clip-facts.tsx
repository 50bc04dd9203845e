// What was asked for, what came, and its number at the service. What nobody knows is left out.
import { useTranslation } from "react-i18next";
import { useApp } from "../../api/hooks";
import type { ClipView } from "../../api/types";
import type { Translate } from "../../api/words";
import { dateTime, fileSize, number } from "../../lib/format";
import { dollars } from "../../lib/money";
import styles from "./clip-facts.module.css";

type Fact = [label: string, value: string | null];

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
    [t("details.task"), clip.taskNumber],
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
    [t("details.name"), clip.name],
    [t("details.made"), dateTime(clip.createdAtMs, language)],
  ];
  return (
    <>
      <Facts title={t("details.asked")} facts={asked} />
      <Facts title={t("details.file")} facts={file} />
    </>
  );
}

/** What was expected when the button was pressed; what was charged, only the service knows. */
function costWords(clip: ClipView, language: string, t: Translate): string {
  if (clip.practice) return t("details.costNothing");
  if (clip.estimateMicros === null) return t("details.costUnknown");
  return t("details.costAbout", { price: dollars(clip.estimateMicros, language) });
}

function Facts({ title, facts }: { title: string; facts: readonly Fact[] }) {
  return (
    <section className={styles.group} aria-label={title}>
      <h3 className={styles.title}>{title}</h3>
      <dl className={styles.facts}>
        {facts.map(
          ([label, value]) =>
            value !== null && (
              <div key={label} className={styles.fact}>
                <dt className={styles.label}>{label}</dt>
                <dd className={styles.value}>{value}</dd>
              </div>
            ),
        )}
      </dl>
    </section>
  );
}
