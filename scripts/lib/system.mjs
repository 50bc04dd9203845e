// Finds what the machine lacks for a purpose and installs it where that is allowed; otherwise
// it prints the one line to run. Does nothing, quickly, when all is there.
import { existsSync } from "node:fs";
import { debian, elsewhere } from "./packages.mjs";
import { answerOf, must, onPath, run, say, Trouble } from "./run.mjs";

const oldestRust = [1, 95];
// The first that Vite 8 runs on.
const oldestNode = [20, 19];

/** Makes sure that the named purposes (of packages.mjs) can be served on this machine. */
export async function setUp(...purposes) {
  checkNode();
  await installMissing(purposes);
  checkRust();
}

/** For `check`: tells what is missing and goes on. */
export function missingFor(...purposes) {
  return isDebian() ? missingPackages(purposes) : [];
}

async function installMissing(purposes) {
  if (!isDebian()) return checkElsewhere(purposes);
  const missing = missingPackages(purposes);
  if (missing.length === 0) return;

  const line = `apt-get install -y --no-install-recommends ${missing.join(" ")}`;
  const prefix = process.getuid() === 0 ? [] : ["sudo"];
  if (prefix.length > 0 && answerOf("sudo", ["-n", "true"]) === null) {
    throw new Trouble(
      `These system packages are missing and installing them needs your password. Please run\n\n` +
        `  sudo apt-get update && sudo ${line}\n\nand then the same command again.`,
    );
  }
  say(`Installing ${missing.length} missing system package(s): ${missing.join(" ")}`);
  const [apt, ...rest] = [...prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"];
  // Old lists lead to versions that are gone. Without a network the lists on disk may still do.
  await run(apt, [...rest, "update", "-q"]);
  await must(apt, [...rest, "install", "-y", "-q", "--no-install-recommends", ...missing]);

  const still = missingPackages(purposes);
  if (still.length > 0) {
    throw new Trouble(`These system packages could not be installed: ${still.join(" ")}`);
  }
}

function isDebian() {
  return process.platform === "linux" && onPath("dpkg-query") && onPath("apt-get");
}

function missingPackages(purposes) {
  const wanted = purposes
    .flatMap((purpose) => debian[purpose])
    .map((entry) => (typeof entry === "string" ? { name: entry } : entry));
  const names = [...new Set(wanted.map((entry) => entry.name))];
  // It ends with an error when a name is unknown, but still prints what it knows.
  const installed = new Set(
    (
      answerOf("sh", [
        "-c",
        `dpkg-query -W -f='\${Package} \${db:Status-Status}\\n' ${names.join(" ")} 2>/dev/null; true`,
      ]) ?? ""
    )
      .split("\n")
      .filter((line) => line.endsWith(" installed"))
      .map((line) => line.split(" ")[0]),
  );
  return names.filter((name) => {
    if (installed.has(name)) return false;
    // Another program may do the work, unless some purpose asks for exactly this package.
    const reasons = wanted.filter((entry) => entry.name === name);
    return !reasons.every((entry) => entry.unless?.());
  });
}

function checkElsewhere(purposes) {
  const hint = (line) =>
    new Trouble(
      `Something that building needs is missing. Please run\n\n  ${line}\n\nand then the same command again.`,
    );
  if (process.platform === "darwin") {
    if (answerOf("xcode-select", ["-p"]) === null) throw hint(elsewhere.darwin);
    return;
  }
  if (process.platform === "win32") {
    const tools = `${process.env["ProgramFiles(x86)"]}\\Microsoft Visual Studio\\Installer\\vswhere.exe`;
    if (!existsSync(tools)) throw hint(elsewhere.win32);
    return;
  }
  const complete = answerOf("pkg-config", ["--exists", "webkit2gtk-4.1", "librsvg-2.0", "openssl"]) !== null;
  if (complete) return;
  if (onPath("dnf")) throw hint(elsewhere.dnf);
  if (onPath("pacman")) throw hint(elsewhere.pacman);
  throw new Trouble(
    `This system's packages are not known here. Stillwake needs what Debian calls ` +
      `${purposes
        .flatMap((purpose) => debian[purpose])
        .map((entry) => entry.name ?? entry)
        .join(", ")}.`,
  );
}

function checkNode() {
  if (isOlder(process.versions.node, oldestNode)) {
    throw new Trouble(
      `Node ${oldestNode.join(".")} or newer is needed; this is ${process.versions.node}. Get it from https://nodejs.org.`,
    );
  }
}

function checkRust() {
  const answer = onPath("cargo") ? answerOf("cargo", ["--version"]) : null;
  const version = answer?.match(/^cargo (\S+)/)?.[1];
  if (!version) {
    throw new Trouble("Rust is needed, with cargo on the path. Get it from https://rustup.rs.");
  }
  if (isOlder(version, oldestRust)) {
    throw new Trouble(
      `Rust ${oldestRust.join(".")} or newer is needed; this is ${version}. \`rustup update\` gets it.`,
    );
  }
}

function isOlder(version, [major, minor]) {
  const [ours, minorOfOurs] = version.split(".").map(Number);
  return ours < major || (ours === major && minorOfOurs < minor);
}
