// Which clip wakes on the stage: each one once in the page's life, when the stage is in view, and never one
// that was there when the page opened.
import { useEffect, useState, useSyncExternalStore } from "react";
import { usePlatform } from "../../api/platform";
import type { ClipView, JobView, Platform } from "../../api/types";
import { useReducedMotion } from "../../components/use-reduced-motion";

/** By the page's surroundings, which live as long as the page: a part that is drawn anew must not wake again. */
const memories = new WeakMap<Platform, Set<string>>();

/** Clips that have had their moment, or will have none. */
function settledClips(platform: Platform, jobs: readonly JobView[]): Set<string> {
  const kept = memories.get(platform);
  if (kept) return kept;
  const settled = new Set(jobs.flatMap((job) => job.clip?.id ?? []));
  memories.set(platform, settled);
  return settled;
}

export interface Waking {
  /** Its still is shown and its moment is yet to come, or is now. */
  unseen: boolean;
  /** Its moment is now; it stays so while the film rests on its last frame. */
  waking: boolean;
  /** It has played to its end. */
  rests: boolean;
  onWoken: () => void;
}

export function useWaking(clip: ClipView | null, jobs: readonly JobView[], inView: boolean): Waking {
  const platform = usePlatform();
  const calm = useReducedMotion();
  const visible = useVisible();
  const [settled] = useState(() => settledClips(platform, jobs));
  const [moment, setMoment] = useState<{ clip: string; rests: boolean } | null>(null);
  const id = clip?.id ?? null;
  const unsettled = id !== null && !settled.has(id);
  const begins = unsettled && inView && visible && !calm;

  useEffect(() => {
    // A clip that is fetched anew was seen long ago.
    for (const job of jobs) if (job.clip && job.state !== "done") settled.add(job.clip.id);
  }, [jobs, settled]);
  useEffect(() => {
    if (!begins || id === null) return;
    for (const job of jobs) if (job.clip) settled.add(job.clip.id);
    setMoment({ clip: id, rests: false });
  }, [begins, id, jobs, settled]);
  useEffect(() => {
    if (!inView) setMoment(null);
  }, [inView]);
  useEffect(() => {
    if (calm && unsettled && inView && id !== null) settled.add(id);
  }, [calm, unsettled, inView, id, settled]);

  const waking = moment !== null && moment.clip === id && !calm;
  return {
    unseen: (unsettled && !calm) || (waking && !moment.rests),
    waking,
    rests: waking && moment.rests,
    onWoken: () => setMoment((now) => now && { ...now, rests: true }),
  };
}

function useVisible(): boolean {
  return useSyncExternalStore(onVisibility, () => document.visibilityState === "visible");
}

function onVisibility(changed: () => void): () => void {
  document.addEventListener("visibilitychange", changed);
  return () => document.removeEventListener("visibilitychange", changed);
}
