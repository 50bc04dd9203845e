import { useSyncExternalStore } from "react";

const QUERY = "(prefers-reduced-motion: reduce)";

/** Whether things should stay still: the system says so, or the document does (the person's own choice). */
export function useReducedMotion(): boolean {
  return useSyncExternalStore(subscribe, reducedMotion);
}

export function reducedMotion(): boolean {
  return document.documentElement.dataset.motion === "reduced" || window.matchMedia(QUERY).matches;
}

function subscribe(changed: () => void): () => void {
  const media = window.matchMedia(QUERY);
  media.addEventListener("change", changed);
  const watch = new MutationObserver(changed);
  watch.observe(document.documentElement, { attributes: true, attributeFilter: ["data-motion"] });
  return () => {
    media.removeEventListener("change", changed);
    watch.disconnect();
  };
}
