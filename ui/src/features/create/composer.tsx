import { Sunrise } from "lucide-react";
import { type KeyboardEvent, type RefObject, useId } from "react";
import { useTranslation } from "react-i18next";
import type { Draft } from "../../api/draft";
import { useApp } from "../../api/hooks";
import { spendLimitWords } from "../../api/limit-words";
import { useQuote } from "../../api/money";
import { useErrorWords } from "../../api/use-error-words";
import { Button } from "../../components/button";
import { useGrowing } from "../../components/text-area";
import { Toned } from "../../components/toned";
import { commandName } from "../../lib/keys";
import { characters } from "../../lib/text";
import styles from "./composer.module.css";
import { Estimate, PricePage, priceHint } from "./estimate";
import { GenerateMore } from "./generate-more";
import { Hindrance } from "./hindrance";
import { PromptHelps } from "./prompt-helps";
import type { Generate } from "./use-generate";

interface Props {
  draft: Draft;
  /** The name of the model that will be sent. */
  model: string;
  promptRef: RefObject<HTMLTextAreaElement | null>;
  generate: Generate;
  /** Prompts that were sent, the newest first. */
  recent: readonly string[];
  onKeyDown: (event: KeyboardEvent<HTMLTextAreaElement>) => void;
  onChange: (text: string) => void;
  onOpenSettings: () => void;
}

/** The sentence and the one warm button, in one box. */
export function Composer(props: Props) {
  const { draft, model, promptRef, generate, recent, onKeyDown, onChange, onOpenSettings } = props;
  const { t, i18n } = useTranslation();
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
  const { quality, duration, takes } = draft;
  const quote = useQuote({ model, quality, duration, pictures: draft.pictures.length, takes });
  const limited = sentence === null && quote ? spendLimitWords(quote.limit, i18n.language, t) : null;
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
          onKeyDown={onKeyDown}
        />
        <div className={styles.foot}>
          <PromptHelps prompt={promptRef} text={draft.prompt} recent={recent} onChange={onChange} />
          <div className={styles.words} id={`${id}-words`} role="status">
            {sentence && <Toned tone="bad">{sentence}</Toned>}
            {limited && (
              <div data-testid="limit-note">
                <Toned tone="warn">{limited}</Toned>
              </div>
            )}
          </div>
          <span className={styles.count} data-over={tooLong}>
            {t("create.count", { count, limit })}
          </span>
          <PricePage practice={practice} quote={quote} />
          <span className={styles.go}>
            <Button
              kind="primary"
              spends
              icon={Sunrise}
              className={styles.generate}
              keys={`${commandName(platform)}Enter`}
              hint={priceHint(practice, quote, i18n.language, t) ?? undefined}
              data-testid="generate"
              aria-disabled={busy}
              onClick={generate.press}
            >
              <span className={styles.goWords}>
                <span>{takes > 1 ? t("create.generateMany", { count: takes }) : t("create.generate")}</span>
                <Estimate practice={practice} takes={takes} quote={quote} />
              </span>
            </Button>
            <GenerateMore busy={busy} platform={platform} onFirst={generate.pressFirst} />
          </span>
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
