import type { JobView } from "../../api/types";
import type { Translate } from "../../api/words";
import { oneLine } from "../../lib/text";

/** What a job is called: its prompt, or what is known in place of one. */
export function promptName(job: JobView, t: Translate, most: number): string {
  if (job.prompt !== "") return oneLine(job.prompt, most);
  return t(job.added ? "queue.addedPrompt" : "queue.promptLost");
}
