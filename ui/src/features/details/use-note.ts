// A note that keeps itself: on leaving the field, after a pause, and when the panel closes.
import { useEffect, useRef, useState } from "react";
import { useFilmActions } from "../../api/film";
import type { ClipView } from "../../api/types";
import { useErrorWords } from "../../api/use-error-words";
import { useSteady } from "../../components/use-steady";

/** Of not writing. */
const PAUSE_MS = 1000;

export function useNote({ id, note }: ClipView) {
  const film = useFilmActions();
  const errorWords = useErrorWords();
  const [text, setText] = useState(note);
  const [error, setError] = useState<string | null>(null);
  const written = useRef(note);
  const kept = useRef(note);
  const busy = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const keep = useSteady(async () => {
    clearTimeout(timer.current);
    if (busy.current) return;
    busy.current = true;
    try {
      // What was written while the last one was on its way is kept as well.
      while (written.current.trim() !== kept.current) {
        const now = written.current;
        await film.note(id, now);
        kept.current = now.trim();
        setError(null);
      }
    } catch (thrown) {
      setError(errorWords(thrown));
    } finally {
      busy.current = false;
    }
  });

  // Changed elsewhere: only what is not being written here gives way.
  useEffect(() => {
    if (written.current.trim() !== kept.current) return;
    kept.current = note;
    if (written.current.trim() === note) return;
    written.current = note;
    setText(note);
  }, [note]);
  useEffect(() => () => void keep(), [keep]);

  return {
    text,
    error,
    keep: () => void keep(),
    write: (next: string) => {
      written.current = next;
      setText(next);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void keep(), PAUSE_MS);
    },
  };
}
