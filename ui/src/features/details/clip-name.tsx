import { Pencil } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFilmActions } from "../../api/film";
import type { ClipView } from "../../api/types";
import { useErrorWords } from "../../api/use-error-words";
import { IconButton } from "../../components/button";
import { TextField } from "../../components/text-field";
import { useFocusBack } from "../../components/use-once-drawn";
import { isComposing } from "../../lib/keys";
import styles from "./clip-name.module.css";

const ENDING = /\.mp4$/iu;

/** The file's name, which can be changed where it stands. Its ending is not a matter of taste. */
export function ClipName({ clip }: { clip: ClipView }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const pencil = useRef<HTMLButtonElement>(null);
  const focusBack = useFocusBack(pencil);
  const close = () => {
    setOpen(false);
    focusBack();
  };
  if (open) return <NameField clip={clip} onClose={close} />;
  return (
    <div className={styles.name}>
      <span className={styles.words} data-testid="clip-name">
        {clip.name}
      </span>
      <IconButton
        ref={pencil}
        size="small"
        icon={Pencil}
        label={t("details.rename")}
        side="left"
        data-testid="clip-rename"
        disabled={clip.missing}
        onClick={() => setOpen(true)}
      />
    </div>
  );
}

function NameField({ clip, onClose }: { clip: ClipView; onClose: () => void }) {
  const { t } = useTranslation();
  const film = useFilmActions();
  const errorWords = useErrorWords();
  const before = clip.name.replace(ENDING, "");
  const [name, setName] = useState(before);
  const [error, setError] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const busy = useRef(false);
  useEffect(() => field.current?.select(), []);

  const save = async () => {
    if (busy.current) return;
    if (name.trim().replace(ENDING, "") === before) return onClose();
    busy.current = true;
    try {
      await film.rename(clip.id, name);
      onClose();
    } catch (thrown) {
      setError(errorWords(thrown));
    } finally {
      busy.current = false;
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event.nativeEvent)) return;
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    // The panel and the player have an Escape of their own.
    event.stopPropagation();
    if (event.key === "Enter") void save();
    else onClose();
  };
  return (
    <TextField
      ref={field}
      label={t("details.name")}
      hideLabel
      hint={t("details.renameHint")}
      error={error}
      value={name}
      data-testid="clip-rename-field"
      onChange={(event) => {
        setName(event.currentTarget.value);
        setError(null);
      }}
      onKeyDown={onKeyDown}
      onBlur={() => void save()}
    />
  );
}
