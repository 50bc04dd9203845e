import { useTranslation } from "react-i18next";
import { useApp } from "../../api/hooks";
import type { MessageKey } from "../../api/words";
import { Sheet } from "../../components/sheet";
import { commandName } from "../../lib/keys";
import styles from "./shortcut-sheet.module.css";

interface Shortcut {
  words: MessageKey;
  /** `Mod` is written as the command key of this system. */
  keys: readonly string[];
}

const groups: readonly { title: MessageKey; shortcuts: readonly Shortcut[] }[] = [
  {
    title: "shortcuts.everywhere",
    shortcuts: [
      { words: "shortcuts.generate", keys: ["ModEnter"] },
      { words: "shortcuts.places", keys: ["Mod1", "Mod2", "Mod,"] },
      { words: "shortcuts.search", keys: ["ModF"] },
      { words: "shortcuts.sheet", keys: ["?"] },
    ],
  },
  {
    title: "shortcuts.player",
    shortcuts: [
      { words: "shortcuts.playPause", keys: ["Space", "K"] },
      { words: "shortcuts.slowerFaster", keys: ["J", "L"] },
      { words: "shortcuts.frames", keys: ["←", "→", ",", "."] },
      { words: "shortcuts.second", keys: ["Shift+←", "Shift+→"] },
      { words: "shortcuts.ends", keys: ["Home", "End"] },
      { words: "shortcuts.fullScreen", keys: ["F"] },
      { words: "shortcuts.favourite", keys: ["S"] },
      { words: "shortcuts.saveFrame", keys: ["C"] },
      { words: "shortcuts.trash", keys: ["Delete"] },
      { words: "shortcuts.leave", keys: ["Esc"] },
    ],
  },
  {
    title: "shortcuts.library",
    shortcuts: [
      { words: "shortcuts.walk", keys: ["←", "→", "↑", "↓"] },
      { words: "shortcuts.open", keys: ["Enter"] },
      { words: "shortcuts.trash", keys: ["Delete"] },
    ],
  },
];

export function ShortcutSheet({
  open,
  onOpenChange,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const { t } = useTranslation();
  const command = commandName(useApp((app) => app.platform));
  return (
    <Sheet open={open} onOpenChange={onOpenChange} title={t("shortcuts.title")} closeLabel={t("app.close")}>
      <div className={styles.groups}>
        {groups.map((group) => (
          <section key={group.title}>
            <h3 className={styles.title}>{t(group.title)}</h3>
            <dl className={styles.list}>
              {group.shortcuts.map(({ words, keys }) => (
                <div key={words} className={styles.line}>
                  <dt>{t(words)}</dt>
                  <dd className={styles.keys}>
                    {keys.map((key) => (
                      <kbd key={key}>{key.replace("Mod", command)}</kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Sheet>
  );
}
