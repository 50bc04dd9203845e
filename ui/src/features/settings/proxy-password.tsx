import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { asCommandError } from "../../api/fault";
import { useApp, useProxyPassword } from "../../api/hooks";
import type { CommandError } from "../../api/types";
import { useErrorWords } from "../../api/use-error-words";
import { keyringWords, passwordHint, passwordWords } from "../../api/words";
import { Button } from "../../components/button";
import { TextField } from "../../components/text-field";
import { say } from "../../components/toasts";
import { Toned } from "../../components/toned";
import styles from "./settings.module.css";

/** The field is not bound to any state: the password is in the input until Keep reads and empties it. */
export function ProxyPassword({ proxy }: { proxy: string }) {
  const { t } = useTranslation();
  const { keyring, proxyPassword } = useApp((app) => app.account);
  const password = useProxyPassword();
  const errorWords = useErrorWords();
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<CommandError | null>(null);
  const kept = proxyPassword === "set" || proxyPassword === "memory";
  const attempt = async (run: () => Promise<unknown>) => {
    setBusy(true);
    setFault(null);
    try {
      await run();
    } catch (thrown) {
      setFault(asCommandError(thrown));
    } finally {
      setBusy(false);
    }
  };
  const keep = () => {
    const typed = input.current;
    if (!typed || busy) return;
    const given = typed.value;
    typed.value = "";
    if (given === "") typed.focus();
    else void attempt(() => password.keep(given));
  };
  const clear = async () => {
    await password.clear();
    say(t("network.passwordRemoved"));
  };
  const trouble = keyringWords[keyring];
  return (
    <div className={styles.secret}>
      <TextField
        ref={input}
        label={t("network.password")}
        titled
        hint={t(passwordHint(keyring), { proxy })}
        error={fault && errorWords(fault)}
        type="password"
        data-testid="proxy-password"
        placeholder={t("network.passwordPlaceholder")}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !event.nativeEvent.isComposing) keep();
        }}
        end={
          <Button size="small" onClick={keep} aria-disabled={busy} data-testid="proxy-password-keep">
            {t("network.passwordKeep")}
          </Button>
        }
      />
      <div className={styles.state} role="status" data-testid="proxy-password-state">
        <Toned tone={kept ? "good" : "quiet"} marked>
          {t(passwordWords[proxyPassword])}
          {trouble && ` ${t(trouble)}`}
        </Toned>
        {kept && (
          <Button
            kind="bad"
            size="small"
            aria-disabled={busy}
            onClick={() => {
              if (!busy) void attempt(clear);
            }}
          >
            {t("network.passwordRemove")}
          </Button>
        )}
      </div>
    </div>
  );
}
