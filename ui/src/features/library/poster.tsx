import { Film } from "lucide-react";
import { useState } from "react";
import type { ClipView } from "../../api/types";
import { Icon } from "../../components/icon";
import styles from "./poster.module.css";
import { usePoster } from "./use-poster";

interface Props {
  clip: ClipView;
  /** It is not asked for yet; once it was, it stays. */
  wait: boolean;
}

/** A clip's still; where there is none, a quiet sign that it is a film all the same. */
export function Poster({ clip, wait }: Props) {
  const [asked, setAsked] = useState(!wait);
  if (!wait && !asked) setAsked(true);
  const { url, onError } = usePoster(clip);
  if (!asked) return null;
  if (url === null)
    return (
      <span className={styles.none}>
        <Icon of={Film} size="large" />
      </span>
    );
  return (
    <img
      className={styles.picture}
      src={url}
      alt=""
      loading="lazy"
      decoding="async"
      draggable={false}
      data-testid="clip-poster"
      onError={onError}
    />
  );
}
