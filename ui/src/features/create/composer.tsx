import { Sunrise } from "lucide-react";
import { type RefObject, useId, useLayoutEffect } from "react";
import { useTranslation } from "react-i18next";
import type { Draft } from "../../api/draft";
import { useApp, useSettings } from "../../api/hooks";
import { useErrorWords } from "../../api/use-error-words";
import { Button } from "../../components/button";
import { Notice } from "../../components/notice";
import { Toned } from "../../components/toned";
import { commandName } from "../../lib/keys";
import { characters } from "../../lib/text";
import styles from "./composer.module.css";
import type { Generate } from "./use-generate";

interface Props {
  draft: Draft;
  promptRef: RefObject<HTMLTextAreaElement | null>;
  generate: Generate;
  onChange: (text: string) => void;
  onOpenSettings: () => void;
}

export function Composer({ draft, promptRef, generate, onChange, onOpenSettings }: Props) {
  const { t } = useTranslation();
  const platform = useApp((app) => app.platform);
  const practice = useApp((app) => app.settings.practice);
  const settings = useSettings();
  const errorWords = useErrorWords();
  const id = useId();
  const { limit, busy } = generate;
  const count = characters(draft.prompt);
  const tooLong = count > limit;
  const fault = generate.faultAt("prompt");
  const near = generate.faultAt("generate");
  const sentence = tooLong
    ? t("create.promptTooLong", { limit })
    : fault
      ? errorWords(fault, { limit: String(limit) })
      : null;

  // Grows with what is written, up to a height that leaves the stage its room.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text is what changes the height
  useLayoutEffect(() => {
    const field = promptRef.current;
    if (!field) return;
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight}px`;
  }, [draft.prompt, promptRef]);

  return (
    <div className={styles.composer}>
      <div className={styles.box} data-invalid={sentence !== null}>
        <textarea
          ref={promptRef}
          className={styles.prompt}
          data-testid="prompt"
          rows={2}
          aria-label={t("create.prompt")}
          aria-invalid={sentence !== null}
          aria-describedby={`${id}-words`}
          placeholder={t("create.promptPlaceholder")}
          value={draft.prompt}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
        <div className={styles.foot}>
          <div className={styles.words} id={`${id}-words`} role="status">
            {sentence && <Toned tone="bad">{sentence}</Toned>}
          </div>
          <span className={styles.count} data-over={tooLong}>
            {t("create.count", { count, limit })}
          </span>
          <span className={styles.estimate} data-practice={practice} data-testid="estimate">
            {estimateWords(practice, draft.takes, t)}
          </span>
          <Button
            kind="primary"
            spends
            data-testid="generate"
            aria-disabled={busy}
            title={t("app.shortcutHint", {
              label: t("create.generate"),
              keys: `${commandName(platform)}Enter`,
            })}
            icon={<Sunrise size={16} strokeWidth={1.5} aria-hidden="true" />}
            onClick={generate.press}
          >
            {t("create.generate")}
          </Button>
        </div>
      </div>
      {near && (
        <Notice
          tone="bad"
          role="alert"
          testId="generate-error"
          actions={
            near.code === "keyMissing" && (
              <>
                <Button size="small" onClick={onOpenSettings}>
                  {t("fix.settings")}
                </Button>
                <Button
                  size="small"
                  onClick={() => settings.mutate({ practice: true }, { onSuccess: generate.forget })}
                >
                  {t("fix.practice")}
                </Button>
              </>
            )
          }
        >
          {errorWords(near)}
        </Notice>
      )}
    </div>
  );
}

type Translate = ReturnType<typeof useTranslation>["t"];

/** The number of jobs is said before they are sent, and an unknown price is called unknown. */
function estimateWords(practice: boolean, takes: number, t: Translate): string {
  if (takes > 1) return t(practice ? "create.pricePracticeTakes" : "create.priceUnknownTakes", { takes });
  return t(practice ? "create.pricePractice" : "create.priceUnknown");
}
