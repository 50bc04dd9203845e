import { useTranslation } from "react-i18next";
import { useApp } from "../../api/hooks";
import type { MessageKey } from "../../api/words";
import { Kbd } from "../../components/kbd";
import { Sheet } from "../../components/sheet";
import { commandName } from "../../lib/keys";
import styles from "./shortcut-sheet.module.css";

interface Shortcut {
  words: MessageKey;
  /** `Mod` is written as the command key of this system. */
  keys: readonly string[];
}

interface Group {
  title: MessageKey;
  shortcuts: readonly Shortcut[];
}

/** In two columns where there is room, each from the general to the particular. */
const columns: readonly (readonly Group[])[] = [
  [
    {
      title: "shortcuts.everywhere",
      shortcuts: [
        { words: "shortcuts.generate", keys: ["ModEnter"] },
        { words: "shortcuts.generateFirst", keys: ["ModShift+Enter"] },
        { words: "shortcuts.prompts", keys: ["Alt+↑", "Alt+↓"] },
        { words: "nav.create", keys: ["Mod1"] },
        { words: "nav.library", keys: ["Mod2"] },
        { words: "nav.settings", keys: ["Mod,"] },
        { words: "shortcuts.search", keys: ["ModF"] },
        { words: "shortcuts.undo", keys: ["ModZ"] },
        { words: "shortcuts.messages", keys: ["F6"] },
        { words: "shortcuts.sheet", keys: ["?"] },
      ],
    },
    {
      title: "shortcuts.library",
      shortcuts: [
        { words: "shortcuts.walk", keys: ["←", "→", "↑", "↓"] },
        { words: "shortcuts.pages", keys: ["Page up", "Page down"] },
        { words: "shortcuts.open", keys: ["Enter"] },
        { words: "shortcuts.select", keys: ["Space"] },
        { words: "shortcuts.extend", keys: ["Shift+←", "Shift+→"] },
        { words: "shortcuts.selectAll", keys: ["ModA"] },
        { words: "shortcuts.clear", keys: ["Esc"] },
        { words: "shortcuts.favourite", keys: ["S"] },
        { words: "shortcuts.trash", keys: ["Delete"] },
      ],
    },
  ],
  [
    {
      title: "shortcuts.player",
      shortcuts: [
        { words: "shortcuts.playPause", keys: ["Space", "K"] },
        { words: "shortcuts.slowerFaster", keys: ["J", "L"] },
        { words: "shortcuts.frames", keys: ["←", "→", ",", "."] },
        { words: "shortcuts.second", keys: ["Shift+←", "Shift+→"] },
        { words: "shortcuts.ends", keys: ["Home", "End"] },
        { words: "shortcuts.thread", keys: ["Alt+←", "Alt+→"] },
        { words: "shortcuts.fullScreen", keys: ["F"] },
        { words: "shortcuts.favourite", keys: ["S"] },
        { words: "shortcuts.range", keys: ["I", "O"] },
        { words: "shortcuts.saveFrame", keys: ["C"] },
        { words: "shortcuts.copyFrame", keys: ["Shift+C"] },
        { words: "shortcuts.trash", keys: ["Delete"] },
        { words: "shortcuts.leave", keys: ["Esc"] },
      ],
    },
  ],
];

interface Props {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function ShortcutSheet({ open, onOpenChange }: Props) {
  const { t } = useTranslation();
  const command = commandName(useApp((app) => app.platform));
  return (
    <Sheet open={open} onOpenChange={onOpenChange} title={t("shortcuts.title")} closeLabel={t("app.close")}>
      <div className={styles.columns}>
        {columns.map((groups) => (
          <div key={groups[0]?.title} className={styles.column}>
            {groups.map(({ title, shortcuts }) => (
              <section key={title}>
                <h3 className={styles.title}>{t(title)}</h3>
                <dl>
                  {shortcuts.map(({ words, keys }) => (
                    <div key={words} className={styles.line}>
                      <dt>{t(words)}</dt>
                      <dd className={styles.keys}>
                        {keys.map((key) => (
                          <Kbd key={key} keys={key.replace("Mod", command)} />
                        ))}
                      </dd>
                    </div>
                  ))}
                </dl>
              </section>
            ))}
          </div>
        ))}
      </div>
    </Sheet>
  );
}
