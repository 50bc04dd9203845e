// Starting other programs: output streams to the person while it runs, and is kept where a
// caller has to count something in it. Knows nothing of what is started.
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";

/** The repository's folder; every path in these scripts starts there. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export const linux = process.platform === "linux";
export const windows = process.platform === "win32";

/** A failure that is explained in one sentence and needs no stack. */
export class Trouble extends Error {}

/** Runs `main`, turns a Trouble into its sentence and exit code 1. */
export async function program(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    console.error(`\n${error.message}`);
    process.exitCode = 1;
  }
}

/** One sentence about what is happening, told apart from the output of what is run. */
export function say(sentence) {
  console.log(`\n» ${sentence}`);
}

/** Is there a program of that name on the path? */
export function onPath(name) {
  const endings = windows ? [".exe", ".cmd", ".bat"] : [""];
  return (process.env.PATH ?? "")
    .split(delimiter)
    .some((folder) => folder && endings.some((ending) => existsSync(join(folder, name + ending))));
}

/** What a short program prints, or null where it is missing or fails. */
export function answerOf(command, args, options = {}) {
  const done = spawnSync(command, args, {
    cwd: root,
    encoding: "utf8",
    windowsHide: true,
    ...options,
  });
  return done.error || done.status !== 0 ? null : done.stdout.trim();
}

// npm is a script on Windows, which only a shell can start.
const needsShell = (command) => windows && command === "npm";

const running = new Set();

/** Everything started by `run` that has not ended yet, so that a signal can be passed on. */
export const unfinished = () => [...running];

/**
 * Runs a program to its end and gives its exit code. With `keep` its output is also returned,
 * without colours; it streams either way.
 */
export function run(command, args, { env = {}, keep = false, cwd = root, input = "ignore" } = {}) {
  return new Promise((resolve, reject) => {
    const colour = keep && process.stdout.isTTY ? { CARGO_TERM_COLOR: "always", FORCE_COLOR: "1" } : {};
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...colour, ...env },
      shell: needsShell(command),
      stdio: keep ? [input, "pipe", "pipe"] : [input, "inherit", "inherit"],
    });
    running.add(child);
    let output = "";
    for (const [stream, target] of [
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ]) {
      stream?.setEncoding("utf8");
      stream?.on("data", (text) => {
        target.write(text);
        output += text;
      });
    }
    child.on("error", (error) => {
      running.delete(child);
      reject(new Trouble(`Could not start ${command}: ${error.message}`));
    });
    child.on("close", (code, signal) => {
      running.delete(child);
      resolve({ code: code ?? 1, signal, output: stripVTControlCharacters(output) });
    });
  });
}

/** Runs a program that has to succeed. */
export async function must(command, args, options = {}) {
  const { code, signal } = await run(command, args, options);
  if (code !== 0) {
    const how = signal ? `was ended by ${signal}` : `ended with code ${code}`;
    throw new Trouble(`\`${[command, ...args].join(" ")}\` ${how}.`);
  }
}
