// Processes as Linux shows them under /proc, so that exactly what a run started is measured and
// ended: never by a broad name, always by number.
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** The variable that marks every process of one run; children inherit it, wherever they end up. */
export const mark = "STILLWAKE_RUN";

/** A mark that no other run has. */
export const newMark = () => `${process.pid}-${Date.now().toString(36)}`;

/** Everything whose environment holds the mark, and all descendants of those. */
export function markedProcesses(value) {
  const all = everyProcess();
  const found = new Set(
    all.filter(({ pid }) => environmentOf(pid).includes(`${mark}=${value}`)).map(({ pid }) => pid),
  );
  // A process may clear its environment; its parent still tells where it belongs.
  for (let grown = true; grown; ) {
    grown = false;
    for (const { pid, parent } of all) {
      if (!found.has(pid) && found.has(parent)) {
        found.add(pid);
        grown = true;
      }
    }
  }
  found.delete(process.pid);
  return [...found];
}

/** Asks the marked processes to end, and ends what is left after `grace` milliseconds. */
export async function endMarked(value, grace = 2000) {
  for (const pid of markedProcesses(value)) signal(pid, "SIGTERM");
  for (const end = Date.now() + grace; Date.now() < end; await sleep(50)) {
    if (markedProcesses(value).length === 0) return;
  }
  for (const pid of markedProcesses(value)) signal(pid, "SIGKILL");
}

/** The same at once, for the moment in which this program itself exits. */
export function killMarked(value) {
  for (const pid of markedProcesses(value)) signal(pid, "SIGKILL");
}

/** The program that a process runs, or null where it is gone or not ours. */
export function programOf(pid) {
  try {
    return readlinkSync(`/proc/${pid}/exe`);
  } catch {
    return null;
  }
}

/** Sends a signal; a process that is already gone is no error. */
export function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (error.code !== "ESRCH" && error.code !== "EPERM") throw error;
  }
}

function everyProcess() {
  const numbers = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  return numbers.flatMap((pid) => {
    try {
      // The name is in parentheses and may hold anything; what follows it is fixed.
      const [state, parent] = readFileSync(`/proc/${pid}/stat`, "utf8")
        .replace(/^.*\) /s, "")
        .split(" ");
      return state === "Z" ? [] : [{ pid, parent: Number(parent) }];
    } catch {
      return [];
    }
  });
}

function environmentOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/environ`, "utf8").split("\0");
  } catch {
    return [];
  }
}
