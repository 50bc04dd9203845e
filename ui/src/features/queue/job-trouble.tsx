import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CauseCode, JobView } from "../../api/types";
import { useErrorWords } from "../../api/use-error-words";
import { causeWords, chargedWords, type EditSpot, type MessageKey } from "../../api/words";
import { ErrorCard } from "../../components/error-card";
import { say } from "../../components/toasts";
import { Toned } from "../../components/toned";
import { dollars } from "../../lib/money";
import { JobActions } from "./job-actions";
import styles from "./job-trouble.module.css";
import { useAgain } from "./use-again";
import type { JobCommands } from "./use-job-commands";

interface Props {
  job: JobView;
  commands: JobCommands;
  onOpenSettings: () => void;
  onEdit: (spot: EditSpot) => void;
}

const tones = { failed: "bad", unclear: "warn", stopped: "quiet" } as const;

/** Three short lines and what helps; the technical side is closed until somebody wants it. */
export function JobTrouble({ job, commands, onOpenSettings, onEdit }: Props) {
  const { t, i18n } = useTranslation();
  const errorWords = useErrorWords();
  const [text, setText] = useState<string | null>(null);
  const again = useAgain(job);
  const [what, charged, help] = troubleWords(job);
  const attempt = async (run: () => Promise<unknown>) => {
    try {
      await run();
    } catch (thrown) {
      say(errorWords(thrown));
    }
  };
  const load = async () => {
    const loaded = text ?? (await commands.details());
    setText(loaded);
    return loaded;
  };
  return (
    <div className={styles.trouble}>
      <ErrorCard
        ground={false}
        beside
        tone={tones[job.state as keyof typeof tones] ?? "bad"}
        testId="job-error"
        what={t(what)}
        charged={charged && t(charged)}
        help={help && t(help)}
        actions={
          <JobActions
            job={job}
            commands={commands}
            price={again.price}
            onOpenSettings={onOpenSettings}
            onEdit={onEdit}
          />
        }
        details={{
          label: t("queue.details"),
          copyLabel: t("queue.copy"),
          // What the service said, until the whole story is there. Always plain text, whatever it is.
          text: text ?? job.cause?.detail ?? null,
          before: (
            <>
              {job.taskNumber !== null && (
                <p className={styles.task}>{t("queue.task", { number: job.taskNumber })}</p>
              )}
              {job.estimateMicros !== null && (
                <p className={styles.task}>
                  {t("queue.cost", { price: dollars(job.estimateMicros, i18n.language) })}
                </p>
              )}
            </>
          ),
          onOpen: () => void attempt(load),
          onCopy: () =>
            void attempt(async () => {
              await commands.copy(await load());
              say(t("queue.copied"));
            }),
        }}
      />
      {again.limit && (
        <div data-testid="job-limit">
          <Toned tone="warn">{again.limit}</Toned>
        </div>
      )}
      {commands.fault && (
        <div role="alert">
          <Toned tone="bad">{errorWords(commands.fault)}</Toned>
        </div>
      )}
    </div>
  );
}

export function troubleWords(job: JobView): [MessageKey, MessageKey | null, MessageKey | null] {
  if (job.state === "unclear") {
    const charged = job.practice ? chargedWords.practice : "queue.unclearCharged";
    const code = job.cause?.code ?? "noAnswer";
    return [unclearWhat(code), charged, unclearHelp(code, job)];
  }
  if (job.state === "stopped") {
    const charged: MessageKey = job.practice
      ? chargedWords.practice
      : job.sentAtMs === null
        ? "queue.stoppedUnsent"
        : chargedWords.maybe;
    return ["queue.stoppedWhat", charged, null];
  }
  if (!job.cause) return [causeWords.internal.what, null, causeWords.internal.help];
  const words = causeWords[job.cause.code];
  const elsewhere = job.cause.code === "taskUnknown" && !job.usagePage;
  const ask = job.cause.code === "internal" && job.taskNumber !== null;
  const help = elsewhere ? "cause.taskUnknownHelpElsewhere" : ask ? "cause.internalAskHelp" : words.help;
  return [words.what, chargedWords[job.cause.charged], help];
}

/** Whether nothing came back at all, or something that leaves it open. */
function unclearWhat(code: CauseCode): MessageKey {
  if (code === "noAnswer" || code === "internal") return "queue.unclearWhat";
  if (code === "taskUnknown") return "queue.unclearNumber";
  return code === "serviceTrouble" ? "queue.unclearTrouble" : "queue.unclearStrange";
}

/** Only a usage page that there is can be looked at. */
function unclearHelp(code: CauseCode, { usagePage, prompt }: JobView): MessageKey {
  // Only the journal knew of it: there is nothing that could be sent again.
  if (prompt === "") return usagePage ? "queue.unclearLostHelp" : "queue.unclearLostHelpElsewhere";
  if (code === "taskUnknown")
    return usagePage ? "queue.unclearNumberHelp" : "queue.unclearNumberHelpElsewhere";
  return usagePage ? "queue.unclearHelp" : "queue.unclearHelpElsewhere";
}
