// A login session for tests and benchmarks: its own message bus, its own unlocked keyring and
// empty folders, so that nothing of the person's is read or changed.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { endMarked, killMarked, mark, newMark } from "./processes.mjs";

// The daemon reads the password of a new keyring from its input and goes to the background.
const insideBus = 'printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; exec "$@"';

/**
 * Makes the folders of one session. `wrap` turns a command into one that runs inside it, and
 * `end` ends everything that is left of it and removes the folders.
 */
export function startSession() {
  const home = mkdtempSync(join(tmpdir(), "stillwake-session-"));
  const folder = (name) => {
    const path = join(home, name);
    mkdirSync(path, { mode: 0o700 });
    return path;
  };
  const run = newMark();
  const env = {
    [mark]: run,
    XDG_DATA_HOME: folder("data"),
    XDG_CONFIG_HOME: folder("config"),
    XDG_CACHE_HOME: folder("cache"),
    XDG_STATE_HOME: folder("state"),
    XDG_RUNTIME_DIR: folder("runtime"),
    DBUS_SESSION_BUS_ADDRESS: "",
    NO_AT_BRIDGE: "1",
  };
  const kill = () => killMarked(run);
  process.once("exit", kill);

  return {
    env,
    run,
    wrap: (command, args) => ["dbus-run-session", ["--", "sh", "-c", insideBus, "sh", command, ...args]],
    end: async () => {
      await endMarked(run);
      process.removeListener("exit", kill);
      rmSync(home, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
