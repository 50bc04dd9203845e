// Opens a program under measurement, tells when its page has drawn its second frame, and what
// memory all of its processes take together. Both programs are treated exactly alike.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { endMarked, mark, markedProcesses, newMark, programOf, signal } from "../scripts/lib/processes.mjs";
import { Trouble } from "../scripts/lib/run.mjs";

const patience = 60_000;
// Stillwake sets this by itself; the anchor has to draw in the same way.
const sameDrawing = { WEBKIT_DISABLE_DMABUF_RENDERER: "1" };

/**
 * Starts a program and waits for its line `ready`. Gives the time that took in milliseconds and
 * how to measure and end it.
 */
export async function open({ name, binary, env = {} }) {
  const run = newMark();
  const start = performance.now();
  const child = spawn(binary, [], {
    env: { ...process.env, ...sameDrawing, ...env, STILLWAKE_BENCH_READY: "1", [mark]: run },
    stdio: ["ignore", "pipe", "ignore"],
    detached: true,
  });
  const end = async () => {
    const gone = new Promise((resolve) => child.exitCode ?? child.signalCode ?? child.once("close", resolve));
    // Only the program itself is asked: its helpers end with it, as when a person quits.
    for (const pid of markedProcesses(run)) if (programOf(pid) === binary) signal(pid, "SIGTERM");
    await Promise.race([gone, sleep(8000, undefined, { ref: false })]);
    await endMarked(run);
  };
  try {
    const ms = await ready(child, name, start);
    return { ms, memory: () => memoryOf(run), end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** The middle of some numbers. */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Takes turns, so that whatever else the machine does meets both alike. */
export async function interleaved(runs, programs, measure) {
  const figures = programs.map(() => []);
  // The first opening of each fills caches that a person's second start finds filled, too.
  for (const program of programs) await measure(program);
  for (let round = 0; round < runs; round += 1) {
    for (const [at, program] of programs.entries()) figures[at].push(await measure(program));
    process.stdout.write(`  ${round + 1}/${runs}\r`);
  }
  process.stdout.write("\n");
  return figures;
}

function ready(child, name, start) {
  return new Promise((resolve, reject) => {
    let text = "";
    const late = setTimeout(
      () => reject(new Trouble(`${name} did not say \`ready\` within ${patience / 1000} seconds.`)),
      patience,
    );
    child.stdout.setEncoding("utf8");
    child.stdout.on("data", (part) => {
      const now = performance.now();
      text += part;
      if (!/^ready$/m.test(text)) return;
      clearTimeout(late);
      resolve(now - start);
    });
    child.once("error", (error) => reject(new Trouble(`Could not open ${name}: ${error.message}`)));
    child.once("exit", (code, how) => {
      clearTimeout(late);
      reject(new Trouble(`${name} ended (${how ?? code}) before it said \`ready\`.`));
    });
  });
}

/** Proportional set size of everything that the run started, in MiB: shared pages are shared out. */
const memoryOf = (run) => pssOf(markedProcesses(run).map((pid) => ({ pid })));

/** The same of some processes. */
export function pssOf(processes) {
  const kilobytes = processes.reduce((sum, { pid }) => {
    try {
      return sum + Number(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8").match(/^Pss:\s+(\d+)/m)[1]);
    } catch {
      return sum;
    }
  }, 0);
  return kilobytes / 1024;
}
