import { useEffect, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useApp, useSettings } from "../../api/hooks";
import { useErrorWords } from "../../api/use-error-words";
import { TextField } from "../../components/text-field";
import { Toned } from "../../components/toned";
import styles from "./settings.module.css";

/** The vendor's three doors to the same service; any other address may be typed. */
const SUGGESTED = ["https://crazyrouter.com", "https://api.crazyrouter.com", "https://cn.crazyrouter.com"];

/** Applied on blur and on Enter. What was typed stays, also where it cannot be used. */
export function ServiceAddress() {
  const { t } = useTranslation();
  const address = useApp((app) => app.settings.serviceAddress);
  const settings = useSettings();
  const [typed, setTyped] = useState(address);
  const [tried, setTried] = useState(address);
  const errorWords = useErrorWords();
  const id = useId();

  useEffect(() => {
    setTyped(address);
    setTried(address);
  }, [address]);

  const apply = () => {
    if (typed === tried) return;
    setTried(typed);
    settings.mutate({ serviceAddress: typed }, { onSuccess: (now) => setTyped(now.serviceAddress) });
  };
  const fault = typed === tried ? settings.error : null;
  return (
    <div className={styles.block}>
      <TextField
        label={t("settings.address")}
        data-testid="service-address"
        inputMode="url"
        list={`${id}-suggested`}
        value={typed}
        aria-invalid={fault !== null}
        aria-describedby={`${id}-words`}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={apply}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !event.nativeEvent.isComposing) apply();
        }}
      />
      <datalist id={`${id}-suggested`}>
        {SUGGESTED.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      <div id={`${id}-words`} role="status">
        {fault ? (
          <Toned tone="bad">{errorWords(fault)}</Toned>
        ) : (
          <Toned tone="quiet">{t("settings.addressHint")}</Toned>
        )}
      </div>
    </div>
  );
}
