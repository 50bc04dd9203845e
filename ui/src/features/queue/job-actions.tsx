import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { JobView } from "../../api/types";
import { causeWords, type EditSpot, type Remedy, remedies } from "../../api/words";
import { Button } from "../../components/button";
import { AdoptField } from "./adopt-field";
import type { JobCommands } from "./use-job-commands";

interface Props {
  job: JobView;
  commands: JobCommands;
  /** What sending it once more would cost, in words; null for practice. */
  price: string | null;
  onOpenSettings: () => void;
  /** Puts the request back into Create, where this part of it is to be changed. */
  onEdit: (spot: EditSpot) => void;
}

/** The one thing that helps first, and then what else can be done. */
export function JobActions({ job, commands, price, onOpenSettings, onEdit }: Props) {
  if (job.state === "unclear")
    return <Unclear usagePage={job.usagePage} commands={commands} known={isKnown(job)} price={price} />;
  const [first, ...rest] = remediesOf(job);
  const act = (remedy: Remedy) => {
    const button = remedies[remedy];
    if (button.does === "watch") commands.watch();
    else if (button.does === "retry") commands.retry();
    else if (button.does === "settings") onOpenSettings();
    else if (button.does === "edit") onEdit(button.spot);
    else commands.open(button.page);
  };
  return (
    <>
      {first && (
        <RemedyButton remedy={first} job={job} busy={commands.busy} price={price} helps onAct={act} />
      )}
      {rest.map((remedy) => (
        <RemedyButton key={remedy} remedy={remedy} job={job} busy={commands.busy} price={price} onAct={act} />
      ))}
    </>
  );
}

/** What helps best comes first. Asking is only possible about a job that has a number. */
export function remediesOf(job: JobView): Remedy[] {
  const asks = job.taskNumber !== null;
  const named = job.state === "failed" && job.cause ? causeWords[job.cause.code].remedy : null;
  const known = named === "usage" && !job.usagePage ? null : named;
  // A fault of ours says nothing about the clip: it may lie at the service, paid.
  const ours = asks && job.cause?.code === "internal";
  const best = ours ? "askAgain" : (known ?? (asks ? "askAgain" : "retry"));
  const edits = remedies[best].does === "edit";
  const all: Remedy[] = [best, "askAgain", "retry", ...(edits ? [] : ["edit" as const])];
  const possible = (one: Remedy) => {
    if (one === "askAgain") return asks;
    return isKnown(job) || !["retry", "edit"].includes(remedies[one].does);
  };
  return all.filter((one, at) => all.indexOf(one) === at && possible(one));
}

/** A job that only the journal knew of has no request: it can be watched and saved, and never be sent. */
const isKnown = (job: JobView) => job.prompt !== "";

const testIds: Partial<Record<Remedy, string>> = { askAgain: "job-watch", retry: "job-retry" };

interface RemedyProps {
  remedy: Remedy;
  job: JobView;
  busy: boolean;
  price: string | null;
  helps?: boolean;
  onAct: (remedy: Remedy) => void;
}

/** Buttons that may cost money do not answer to a bare Enter. */
function RemedyButton({ remedy, job, busy, price, helps = false, onAct }: RemedyProps) {
  const { t } = useTranslation();
  const { does, label } = remedies[remedy];
  const watches = remedy === "askAgain" && job.state === "stopped";
  const short = remedy === "edit" && !helps;
  return (
    <Button
      size="small"
      kind={helps ? "plain" : "quiet"}
      spends={does === "retry"}
      hint={does === "retry" ? (price ?? undefined) : undefined}
      disabled={busy && (does === "retry" || does === "watch")}
      data-helps={helps || undefined}
      data-testid={testIds[remedy] ?? (does === "edit" ? "job-edit" : undefined)}
      onClick={() => onAct(remedy)}
    >
      {t(watches ? "queue.watchAgain" : short ? "queue.editShort" : label)}
    </Button>
  );
}

/** Only a person can look whether it was made: the page, then the number, or once more. */
function Unclear({
  usagePage,
  commands,
  known,
  price,
}: {
  usagePage: boolean;
  commands: JobCommands;
  known: boolean;
  price: string | null;
}) {
  const { t } = useTranslation();
  const [adopting, setAdopting] = useState(false);
  const { busy } = commands;
  return (
    <>
      {usagePage && (
        <Button size="small" data-helps onClick={() => commands.open("usage")}>
          {t("queue.usage")}
        </Button>
      )}
      <Button
        size="small"
        {...(usagePage ? { kind: "quiet" } : { "data-helps": true })}
        aria-expanded={adopting}
        onClick={() => setAdopting(!adopting)}
      >
        {t("queue.adopt")}
      </Button>
      {adopting && <AdoptField busy={busy} onAdopt={commands.adopt} />}
      {known && (
        <Button
          size="small"
          kind="quiet"
          spends
          hint={price ?? undefined}
          disabled={busy}
          data-testid="job-resend"
          onClick={commands.resend}
        >
          {t("queue.resend")}
        </Button>
      )}
      <Button size="small" kind="quiet" disabled={busy} data-testid="job-give-up" onClick={commands.giveUp}>
        {t("queue.giveUp")}
      </Button>
    </>
  );
}
