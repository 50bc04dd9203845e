import { ChevronUp, ListStart } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { AppState } from "../../api/types";
import { Icon } from "../../components/icon";
import { Menu } from "../../components/menu";
import { commandName } from "../../lib/keys";
import styles from "./composer.module.css";

interface Props {
  busy: boolean;
  platform: AppState["platform"];
  onFirst: () => void;
}

/** The other way to generate, beside the one that nearly everybody means. */
export function GenerateMore({ busy, platform, onFirst }: Props) {
  const { t } = useTranslation();
  return (
    <Menu
      side="top"
      groups={[
        [
          {
            label: t("create.generateFirst"),
            icon: ListStart,
            keys: `${commandName(platform)}Shift+Enter`,
            testId: "generate-first",
            disabled: busy,
            onSelect: onFirst,
          },
        ],
      ]}
      trigger={
        <button
          type="button"
          className={styles.more}
          aria-label={t("create.generateMore")}
          data-testid="generate-more"
        >
          <Icon of={ChevronUp} size="tiny" />
        </button>
      }
    />
  );
}
