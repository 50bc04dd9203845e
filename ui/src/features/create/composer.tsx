import { Sunrise } from "lucide-react";
import { type RefObject, useId } from "react";
import { useTranslation } from "react-i18next";
import type { Draft } from "../../api/draft";
import { useApp } from "../../api/hooks";
import { useErrorWords } from "../../api/use-error-words";
import { Button } from "../../components/button";
import { useGrowing } from "../../components/text-area";
import { Toned } from "../../components/toned";
import { commandName } from "../../lib/keys";
import { characters } from "../../lib/text";
import styles from "./composer.module.css";
import { Hindrance } from "./hindrance";
import type { Generate } from "./use-generate";

interface Props {
  draft: Draft;
  promptRef: RefObject<HTMLTextAreaElement | null>;
  generate: Generate;
  onChange: (text: string) => void;
  onOpenSettings: () => void;
}

/** The sentence and the one warm button, in one box. */
export function Composer({ draft, promptRef, generate, onChange, onOpenSettings }: Props) {
  const { t } = useTranslation();
  const platform = useApp((app) => app.platform);
  const practice = useApp((app) => app.settings.practice);
  const errorWords = useErrorWords();
  const id = useId();
  const { limit, busy } = generate;
  const count = characters(draft.prompt);
  const tooLong = count > limit;
  const fault = generate.faultAt("prompt");
  const sentence = tooLong
    ? t("create.promptTooLong", { limit })
    : fault
      ? errorWords(fault, { limit: String(limit) })
      : null;
  useGrowing(promptRef, draft.prompt);

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
            icon={Sunrise}
            keys={`${commandName(platform)}Enter`}
            data-testid="generate"
            aria-disabled={busy}
            onClick={generate.press}
          >
            {t("create.generate")}
          </Button>
        </div>
      </div>
      <Hindrance
        fault={generate.faultAt("generate")}
        onForget={generate.forget}
        onOpenSettings={onOpenSettings}
      />
    </div>
  );
}

type Translate = ReturnType<typeof useTranslation>["t"];

/** The number of jobs is said before they are sent, and an unknown price is called unknown. */
function estimateWords(practice: boolean, takes: number, t: Translate): string {
  if (takes > 1) return t(practice ? "create.pricePracticeTakes" : "create.priceUnknownTakes", { takes });
  return t(practice ? "create.pricePractice" : "create.priceUnknown");
}
