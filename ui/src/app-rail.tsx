// The rail: three places, and what holds everywhere.
import { Clapperboard, Settings as Gear, LibraryBig, type LucideIcon } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useApp } from "./api/hooks";
import type { Place } from "./app-effects";
import styles from "./app-rail.module.css";
import { Icon } from "./components/icon";
import { PracticeTag } from "./components/practice-tag";
import { Tooltip } from "./components/tooltip";
import mark from "./icon.svg";
import { commandName } from "./lib/keys";

interface Props {
  place: Place;
  onGo: (place: Place) => void;
}

export function Rail({ place, onGo }: Props) {
  const { t } = useTranslation();
  const practice = useApp((app) => app.settings.practice);
  const command = commandName(useApp((app) => app.platform));
  const door = (name: Place, icon: LucideIcon, key: string) => (
    <Tooltip label={t(`nav.${name}`)} keys={`${command}${key}`} side="right">
      <button
        type="button"
        className={styles.nav}
        data-testid={`nav-${name}`}
        aria-current={place === name ? "page" : undefined}
        onClick={() => onGo(name)}
      >
        <span className={styles.pill}>
          <Icon of={icon} size="large" />
        </span>
        <span>{t(`nav.${name}`)}</span>
      </button>
    </Tooltip>
  );
  return (
    <nav className={styles.rail} aria-label={t("app.places")}>
      <img className={styles.mark} src={mark} alt="" draggable={false} />
      {door("create", Clapperboard, "1")}
      {door("library", LibraryBig, "2")}
      <span className={styles.rest} />
      {practice && <PracticeTag label={t("app.practice")} hint={t("app.practiceHint")} />}
      {door("settings", Gear, ",")}
    </nav>
  );
}
