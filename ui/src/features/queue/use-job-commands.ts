// What can be done about one job. Everything that may cost money goes through the press guard.
import { useState } from "react";
import { asCommandError, isCommandError } from "../../api/fault";
import { useJobs } from "../../api/hooks";
import { usePlatform } from "../../api/platform";
import { usePressGuard } from "../../api/press-guard";
import type { CommandError, HelpPage, JobView } from "../../api/types";

export type JobCommands = ReturnType<typeof useJobCommands>;

/** `onFault` hears what went wrong, which `fault` keeps until the next command. */
export function useJobCommands(job: JobView, onFault: (error: CommandError) => void) {
  const jobs = useJobs();
  const platform = usePlatform();
  const guard = usePressGuard(job.id);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<CommandError | null>(null);

  const attempt = async (run: () => Promise<unknown>): Promise<"answered" | "unknown"> => {
    setBusy(true);
    setFault(null);
    try {
      await run();
      return "answered";
    } catch (thrown) {
      const error = asCommandError(thrown);
      if (error.code !== "cancelled") {
        setFault(error);
        onFault(error);
      }
      return isCommandError(thrown) && error.code !== "internal" ? "answered" : "unknown";
    } finally {
      setBusy(false);
    }
  };
  const paid = async (what: string, run: (press: string) => Promise<unknown>) => {
    const press = guard.begin(what, jobs.arrived);
    if (press) guard.end(await attempt(() => run(press)));
  };

  return {
    busy,
    fault,
    stop: () => void attempt(() => jobs.stop(job.id)),
    watch: () => void attempt(() => jobs.watch(job.id)),
    /** The job as the service left it; null where it could not be asked about. */
    ask: async (): Promise<JobView | null> => {
      let told: JobView[] = [];
      await attempt(async () => {
        told = await jobs.ask(job.id);
      });
      return told[0] ?? null;
    },
    adopt: (taskNumber: string) => void attempt(() => jobs.adopt(job.id, taskNumber)),
    giveUp: () => void attempt(() => jobs.giveUp(job.id)),
    retry: () => void paid("retry", (press) => jobs.retry(job.id, press)),
    resend: () => void paid("resend", (press) => jobs.resend(job.id, press)),
    /** Before everything that waits, or behind it. */
    moveFirst: () => void attempt(() => jobs.moveFirst(job.id)),
    moveLast: () => void attempt(() => jobs.move(job.id, null)),
    open: (page: HelpPage) => void attempt(() => platform.linkOpen(page)),
    details: () => jobs.details(job.id),
    copy: (text: string) => platform.textCopy(text),
  };
}
