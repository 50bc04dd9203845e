import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useApp } from "../../api/hooks";
import type { ProxyChoice, SettingsPatch } from "../../api/types";
import { Segmented } from "../../components/segmented";
import { Select } from "../../components/select";
import { AppliedField } from "./applied-field";
import { ProxyPassword } from "./proxy-password";
import { Group, Row } from "./row";

const JOBS = Array.from({ length: 10 }, (_, i) => String(i + 1));

/** The way to services elsewhere, and how many jobs go it at once. */
export function Network({ onChange }: { onChange: (patch: SettingsPatch) => void }) {
  const { t } = useTranslation();
  const { proxy, proxyAddress, proxyLogin, jobsAtOnce } = useApp((app) => app.settings);
  // A proxy of one's own holds only once its address is known; its fields are there before that.
  const [picked, setPicked] = useState<ProxyChoice>(proxy);
  useEffect(() => setPicked(proxy), [proxy]);
  const pick = (choice: ProxyChoice) => {
    setPicked(choice);
    if (choice !== proxy && (choice !== "address" || proxyAddress !== "")) onChange({ proxy: choice });
  };
  return (
    <Group title={t("network.title")}>
      <Row
        title={t("network.jobs")}
        hint={t("network.jobsHint")}
        control={
          <Select
            hideLabel
            label={t("network.jobs")}
            data-testid="jobs-at-once"
            value={String(jobsAtOnce)}
            options={JOBS.map((value) => ({ value, label: value }))}
            onChange={(value) => onChange({ jobsAtOnce: Number(value) })}
          />
        }
      />
      <Row
        title={t("network.proxy")}
        hint={t("network.proxyHint")}
        control={
          <Segmented
            hideLabel
            label={t("network.proxy")}
            data-testid="proxy"
            value={picked}
            options={[
              { value: "system", label: t("settings.system") },
              { value: "none", label: t("network.none") },
              { value: "address", label: t("network.own") },
            ]}
            onChange={(choice) => pick(choice as ProxyChoice)}
          />
        }
      />
      {picked === "address" && (
        <>
          <AppliedField
            label={t("network.address")}
            hint={t(proxyAddress === "" ? "network.addressFirst" : "network.addressHint")}
            testId="proxy-address"
            inputMode="url"
            value={proxyAddress}
            patch={(typed) => ({ proxy: "address", proxyAddress: typed })}
          />
          {proxyAddress !== "" && (
            <AppliedField
              label={t("network.login")}
              hint={t("network.loginHint")}
              testId="proxy-login"
              value={proxyLogin}
              patch={(typed) => ({ proxyLogin: typed })}
            />
          )}
          {proxyAddress !== "" && proxyLogin !== "" && <ProxyPassword proxy={proxyAddress} />}
        </>
      )}
    </Group>
  );
}
