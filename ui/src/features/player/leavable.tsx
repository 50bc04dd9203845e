import { useKeys } from "./use-keys";

/** Before there is anything to show, Esc leads away all the same. */
export function Leavable({ onLeave }: { onLeave: () => void }) {
  useKeys(({ key, altKey }) => (key === "Escape" && !altKey ? onLeave : null));
  return null;
}
