// The prompts that were sent before, and Alt+Up and Alt+Down through them.
import { type KeyboardEvent, useMemo, useRef, useSyncExternalStore } from "react";
import { createPromptHistory, step, type Walk } from "../../api/prompt-history";
import { isComposing } from "../../lib/keys";

export function usePromptHistory(onChange: (text: string) => void) {
  const history = useMemo(() => createPromptHistory(lasting()), []);
  const prompts = useSyncExternalStore(history.subscribe, history.list);
  const walk = useRef<{ walk: Walk; shown: string } | null>(null);
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const by = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : null;
    if (!by || !event.altKey || event.ctrlKey || event.metaKey || isComposing(event.nativeEvent)) return;
    event.preventDefault();
    const written = event.currentTarget.value;
    // Whoever writes on in an earlier prompt writes a new one.
    const now = walk.current?.shown === written ? walk.current.walk : null;
    const next = step(now, by, written, prompts);
    if (!next) return;
    walk.current = next.walk && { walk: next.walk, shown: next.text };
    onChange(next.text);
  };
  return { prompts, remember: history.remember, onKeyDown };
}

function lasting(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
