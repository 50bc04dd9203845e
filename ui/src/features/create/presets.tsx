import { Bookmark, Pencil, Trash2 } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useDraft } from "../../api/draft-store";
import { asCommandError } from "../../api/fault";
import { useApp } from "../../api/hooks";
import {
  PRESET_NAME_LIMIT,
  presetOf,
  usePresetCommands,
  usePresets,
  withoutPreset,
  withPreset,
} from "../../api/presets";
import type { CommandError, PresetView } from "../../api/types";
import { useErrorWords } from "../../api/use-error-words";
import { Button, IconButton } from "../../components/button";
import { Popover } from "../../components/popover";
import { TextField } from "../../components/text-field";
import { say } from "../../components/toasts";
import { isComposing } from "../../lib/keys";
import { oneLine } from "../../lib/text";
import styles from "./presets.module.css";

/** Choices and the prompt's frame under a name, picked again with one click. */
export function Presets() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <Popover
      label={t("presets.title")}
      className={styles.panel}
      side="top"
      open={open}
      onOpenChange={setOpen}
      trigger={<IconButton icon={Bookmark} size="small" label={t("presets.title")} data-testid="presets" />}
    >
      <Panel onPicked={() => setOpen(false)} />
    </Popover>
  );
}

function Panel({ onPicked }: { onPicked: () => void }) {
  const { t } = useTranslation();
  const presets = usePresets();
  const commands = usePresetCommands();
  const errorWords = useErrorWords();
  const [draft, update] = useDraft();
  const [name, setName] = useState("");
  const [fault, setFault] = useState<CommandError | null>(null);

  const pick = (preset: PresetView) => {
    const before = draft;
    const chosen = withPreset(before, preset);
    update((now) => withPreset(now, preset));
    onPicked();
    say(t("presets.picked", { name: preset.name }), {
      label: t("app.undo"),
      run: () => update((now) => withoutPreset(now, chosen, before)),
    });
  };
  const save = async () => {
    const replaced = presets?.find((preset) => preset.name === name.trim());
    try {
      await commands.save(presetOf(draft, name));
    } catch (thrown) {
      setFault(asCommandError(thrown));
      return;
    }
    setName("");
    if (!replaced) say(t("presets.saved", { name: name.trim() }));
    else undoable(t("presets.replaced", { name: replaced.name }), replaced);
  };
  const remove = async (preset: PresetView) => {
    try {
      await commands.remove(preset.name);
      undoable(t("presets.removed", { name: preset.name }), preset);
    } catch (thrown) {
      setFault(asCommandError(thrown));
    }
  };
  const rename = async (preset: PresetView, name: string) => {
    try {
      // Under the new name first: whatever happens in between, it is there.
      await commands.save({ ...preset, name });
      await commands.remove(preset.name);
    } catch (thrown) {
      setFault(asCommandError(thrown));
    }
  };
  const undoable = (words: string, back: PresetView) =>
    say(words, {
      label: t("app.undo"),
      run: () => void commands.save(back).catch((thrown: unknown) => say(errorWords(thrown))),
    });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && !isComposing(event.nativeEvent) && name.trim() !== "") void save();
  };

  return (
    <>
      {presets && presets.length > 0 ? (
        <ul className={styles.list} aria-label={t("presets.title")}>
          {presets.map((preset) => (
            <Row
              key={preset.name}
              preset={preset}
              taken={(other) => presets.some((one) => one !== preset && one.name === other)}
              onPick={() => pick(preset)}
              onRename={(other) => rename(preset, other)}
              onRemove={() => void remove(preset)}
            />
          ))}
        </ul>
      ) : (
        <p className={styles.empty}>{t("presets.empty")}</p>
      )}
      <div className={styles.save}>
        <TextField
          label={t("presets.name")}
          data-testid="preset-name"
          placeholder={t("presets.nameHint")}
          value={name}
          error={fault && errorWords(fault)}
          onChange={(event) => {
            setName(event.currentTarget.value);
            setFault(null);
          }}
          onKeyDown={onKeyDown}
        />
        <Button disabled={name.trim() === ""} data-testid="preset-save" onClick={() => void save()}>
          {t("presets.save")}
        </Button>
      </div>
    </>
  );
}

interface RowProps {
  preset: PresetView;
  /** Another one has that name. */
  taken: (name: string) => boolean;
  onPick: () => void;
  onRename: (name: string) => Promise<void>;
  onRemove: () => void;
}

function Row({ preset, taken, onPick, onRename, onRemove }: RowProps) {
  const { t } = useTranslation();
  const models = useApp((app) => app.models);
  const [renaming, setRenaming] = useState(false);
  const model = models.find((one) => one.id === preset.model);
  const { aspectRatio, quality, duration, takes, prompt } = preset;
  const facts = [
    model?.name ?? preset.model,
    aspectRatio,
    quality,
    duration && t("create.seconds", { seconds: duration }),
    takes > 1 && t("presets.takes", { takes }),
  ].filter(Boolean);
  if (renaming)
    return (
      <li className={styles.row}>
        <Rename
          name={preset.name}
          taken={taken}
          onDone={(name) => {
            setRenaming(false);
            if (name !== preset.name) void onRename(name);
          }}
          onCancel={() => setRenaming(false)}
        />
      </li>
    );
  return (
    <li className={styles.row}>
      <button type="button" className={styles.pick} data-testid="preset" onClick={onPick}>
        <span className={styles.name}>{preset.name}</span>
        <span className={styles.facts}>{facts.join(" · ") || t("presets.auto")}</span>
        {prompt !== "" && <span className={styles.facts}>{oneLine(prompt, 60)}</span>}
        {model?.listed === "no" && <span className={styles.unlisted}>{t("create.modelUnlisted")}</span>}
      </button>
      <IconButton
        icon={Pencil}
        size="small"
        label={t("presets.rename", { name: preset.name })}
        data-testid="preset-rename"
        onClick={() => setRenaming(true)}
      />
      <IconButton
        icon={Trash2}
        size="small"
        label={t("presets.remove", { name: preset.name })}
        data-testid="preset-remove"
        onClick={onRemove}
      />
    </li>
  );
}

interface RenameProps {
  name: string;
  taken: (name: string) => boolean;
  onDone: (name: string) => void;
  onCancel: () => void;
}

/** Enter keeps the new name, Esc the old one; leaving the field keeps what can be kept. */
function Rename({ name, taken, onDone, onCancel }: RenameProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(name);
  const wanted = text.trim();
  const length = [...wanted].length;
  const wrong = taken(wanted)
    ? t("presets.nameTaken", { name: wanted })
    : length > PRESET_NAME_LIMIT
      ? t("presets.nameLong", { limit: PRESET_NAME_LIMIT })
      : null;
  const sound = wanted !== "" && wrong === null;
  return (
    <TextField
      label={t("presets.newName", { name })}
      className={styles.rename}
      data-testid="preset-new-name"
      autoFocus
      value={text}
      error={wrong}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => (sound ? onDone(wanted) : onCancel())}
      onKeyDown={(event) => {
        if (isComposing(event.nativeEvent)) return;
        if (event.key === "Enter" && sound) onDone(wanted);
        if (event.key !== "Escape") return;
        // Only this field is left, not the panel around it.
        event.stopPropagation();
        onCancel();
      }}
    />
  );
}
