import { ChevronDown, History } from "lucide-react";
import type { RefObject } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "../../components/button";
import { Menu } from "../../components/menu";
import { isChinese, pieceFor } from "../../lib/insert";
import { oneLine } from "../../lib/text";
import { chips } from "./chips";
import { Ideas } from "./ideas";
import { Presets } from "./presets";
import styles from "./prompt-helps.module.css";
import { typeAtCursor } from "./type-at-cursor";

interface Props {
  prompt: RefObject<HTMLTextAreaElement | null>;
  text: string;
  /** Prompts that were sent, the newest first. */
  recent: readonly string[];
  onChange: (text: string) => void;
}

/** How many earlier prompts the menu shows; Alt+Up goes further back. */
const SHOWN = 8;

/** Plain words at the cursor, in the language of the prompt, and the prompts that were sent before. */
export function PromptHelps({ prompt, text, recent, onChange }: Props) {
  const { t, i18n } = useTranslation();
  const chinese = isChinese(text) ?? i18n.language.startsWith("zh");
  const say = i18n.getFixedT(chinese ? "zh-CN" : "en");
  const insert = (words: string) => {
    const field = prompt.current;
    if (!field) return;
    const before = field.value.slice(0, field.selectionStart);
    const after = field.value.slice(field.selectionEnd);
    typeAtCursor(field, pieceFor(words, before, after, chinese), onChange);
  };
  return (
    <div className={styles.helps}>
      {chips.map(({ name, title, words }) => (
        <Menu
          key={name}
          align="start"
          side="top"
          trigger={
            <Button size="small" kind="quiet" data-testid={`chips-${name}`}>
              <span className={styles.title}>
                {t(title)}
                <ChevronDown className={styles.chevron} aria-hidden="true" />
              </span>
            </Button>
          }
          groups={[
            words.map((key) => ({
              label: say(key),
              testId: "chip",
              onSelect: () => insert(say(key)),
            })),
          ]}
        />
      ))}
      <Ideas />
      <Presets />
      {recent.length > 0 && (
        <Menu
          align="start"
          side="top"
          trigger={
            <IconButton
              icon={History}
              size="small"
              label={t("create.recent")}
              keys="Alt+↑"
              data-testid="prompt-history"
            />
          }
          groups={[
            recent.slice(0, SHOWN).map((said) => ({
              label: oneLine(said, 60),
              testId: "recent-prompt",
              onSelect: () => onChange(said),
            })),
          ]}
        />
      )}
    </div>
  );
}
