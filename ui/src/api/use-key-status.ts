// The key's state in words, and the three things one can do with a key. The first screen and Settings share it.
import { useState } from "react";
import type { ErrorCode, KeyVerdict } from "../platform/types";
import { asCommandError } from "./fault";
import { useApp, useKey } from "./hooks";
import { errorWords, keyringWords, keyWords, type MessageKey, verdictWords } from "./words";

export interface KeyLine {
  tone: "quiet" | "good" | "bad" | "warn";
  words: MessageKey;
}

export function useKeyStatus(onVerdict: (verdict: KeyVerdict) => void) {
  const key = useKey();
  const account = useApp((app) => app.account);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<ErrorCode | null>(null);

  const attempt = async (run: () => Promise<KeyVerdict | null>) => {
    setBusy(true);
    setFault(null);
    try {
      const verdict = await run();
      if (verdict) onVerdict(verdict);
    } catch (thrown) {
      const { code } = asCommandError(thrown);
      if (code !== "cancelled") setFault(code);
    } finally {
      setBusy(false);
    }
  };

  return {
    busy,
    hasKey: account.key === "set" || account.key === "memory",
    lines: keyLines(account, busy, fault),
    check: (typed: string | null) => void attempt(() => key.check(typed)),
    paste: () => void attempt(() => key.paste()),
    clear: (done: () => void) =>
      void attempt(async () => {
        await key.clear();
        done();
        return null;
      }),
  };
}

const verdictTones = {
  good: "good",
  outOfCredit: "warn",
  wrong: "bad",
  usedUp: "bad",
  expired: "bad",
  unchecked: "warn",
} as const;

export function keyLines(
  account: Parameters<typeof verdictLine>[0],
  busy: boolean,
  fault: ErrorCode | null,
): KeyLine[] {
  const keyring = keyringWords[account.keyring];
  const first: KeyLine = busy
    ? { tone: "quiet", words: "key.checking" }
    : fault
      ? { tone: "bad", words: errorWords[fault] }
      : verdictLine(account);
  return keyring ? [first, { tone: "warn", words: keyring }] : [first];
}

function verdictLine(account: {
  verdict: KeyVerdict | null;
  key: keyof typeof keyWords;
  keyring: keyof typeof keyringWords;
}): KeyLine {
  const { verdict, key, keyring } = account;
  if (verdict) return { tone: verdictTones[verdict], words: verdictWords[verdict] };
  // Nobody is looking for a key in a keyring that is absent, locked or denied.
  const looking = keyring === "ready" || keyring === "waiting";
  return { tone: "quiet", words: keyWords[key === "unknown" && !looking ? "none" : key] };
}
