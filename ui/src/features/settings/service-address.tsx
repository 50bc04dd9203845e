import { ChevronsUpDown } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useApp, useSettings } from "../../api/hooks";
import { useErrorWords } from "../../api/use-error-words";
import { IconButton } from "../../components/button";
import { Menu } from "../../components/menu";
import { TextField } from "../../components/text-field";

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

  useEffect(() => {
    setTyped(address);
    setTried(address);
  }, [address]);

  const apply = (wanted: string) => {
    if (wanted === tried) return;
    setTried(wanted);
    settings.mutate({ serviceAddress: wanted }, { onSuccess: (now) => setTyped(now.serviceAddress) });
  };
  const suggest = (wanted: string) => {
    setTyped(wanted);
    apply(wanted);
  };
  const fault = typed === tried ? settings.error : null;
  return (
    <TextField
      label={t("settings.address")}
      titled
      hint={t("settings.addressHint")}
      error={fault && errorWords(fault)}
      data-testid="service-address"
      inputMode="url"
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={() => apply(typed)}
      onKeyDown={(event) => {
        if (event.key === "Enter" && !event.nativeEvent.isComposing) apply(typed);
      }}
      end={
        <Menu
          trigger={<IconButton icon={ChevronsUpDown} size="small" label={t("settings.addressSuggested")} />}
          groups={[
            SUGGESTED.map((one) => ({
              label: one,
              testId: "service-address-option",
              onSelect: () => suggest(one),
            })),
          ]}
        />
      }
    />
  );
}
