import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useApp } from "../../api/hooks";
import { usePlatform } from "../../api/platform";
import type { StorageState } from "../../api/types";
import type { MessageKey } from "../../api/words";
import { Button } from "../../components/button";
import { Toned } from "../../components/toned";
import { fileSize } from "../../lib/format";
import styles from "./settings.module.css";

/** How often it is looked at again while Settings is in front: disks come and go. */
const AGAIN_MS = 10_000;

const troubles: Record<Exclude<StorageState, "ready">, MessageKey> = {
  missing: "settings.storageMissing",
  readOnly: "settings.storageReadOnly",
  full: "settings.storageFull",
};

/** Where the clips are kept, and whether they can be: what is wrong is told here with what mends it. */
export function Storage({ shown }: { shown: boolean }) {
  const { t, i18n } = useTranslation();
  const platform = usePlatform();
  const folder = useApp((app) => app.settings.storageFolder);
  const { data, isError, refetch } = useQuery({
    queryKey: ["storage"],
    queryFn: () => platform.storageState(),
    enabled: shown,
    refetchInterval: AGAIN_MS,
    refetchOnWindowFocus: true,
  });
  const trouble = isError
    ? "settings.storageUnknown"
    : data && data.state !== "ready" && troubles[data.state];
  return (
    <div className={styles.block}>
      <div>{t("settings.folder")}</div>
      <output className={styles.path} data-testid="storage-folder">
        {folder}
      </output>
      <div className={styles.state} role="status" data-testid="storage-state" data-state={data?.state}>
        {trouble ? (
          <>
            <Toned tone={isError || data?.state === "full" ? "warn" : "bad"} marked>
              {t(trouble)}
            </Toned>
            <Button size="small" onClick={() => void refetch()}>
              {t("settings.storageAgain")}
            </Button>
          </>
        ) : (
          data && (
            <Toned tone="good" marked>
              {data.freeBytes === null
                ? t("settings.storageReady")
                : t("settings.storageFree", { size: fileSize(data.freeBytes, i18n.language) })}
            </Toned>
          )
        )}
      </div>
      <p className={styles.hint}>{t("settings.folderHint")}</p>
    </div>
  );
}
