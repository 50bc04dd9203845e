// Presets: choices and the frame of a prompt under a name. The core keeps them; the cache shows them.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import type { PresetView } from "../platform/types";
import { type Draft, withShape } from "./draft";
import { usePlatform } from "./platform";

const PRESETS = ["presets"] as const;

/** The longest name, in characters; the core has the same limit. */
export const PRESET_NAME_LIMIT = 60;

export function usePresets(): readonly PresetView[] | null {
  const platform = usePlatform();
  const { data } = useQuery({ queryKey: PRESETS, queryFn: () => platform.presetsList() });
  return data ?? null;
}

/** Each fails with a CommandError. */
export function usePresetCommands() {
  const platform = usePlatform();
  const cache = useQueryClient();
  return useMemo(() => {
    const put = async (answer: Promise<PresetView[]>) => {
      cache.setQueryData(PRESETS, await answer);
    };
    return {
      save: (preset: PresetView) => put(platform.presetSave(preset)),
      remove: (name: string) => put(platform.presetRemove(name)),
    };
  }, [platform, cache]);
}

export function presetOf(draft: Draft, name: string): PresetView {
  const { model, prompt, aspectRatio, quality, duration, takes } = draft;
  return { name, model, prompt, aspectRatio, quality, duration, takes };
}

/** A preset without a prompt leaves alone what is written. Pictures always stay. */
export function withPreset(draft: Draft, preset: PresetView): Draft {
  const { model, prompt, quality, duration, takes } = preset;
  const shaped = withShape(draft, preset.aspectRatio);
  return { ...shaped, model, quality, duration, takes, prompt: prompt === "" ? draft.prompt : prompt };
}

/** What the preset has chosen goes back; what was written, dropped or framed since stays. */
export function withoutPreset(draft: Draft, chosen: Draft, before: Draft): Draft {
  const { model, quality, duration, takes } = before;
  const prompt = draft.prompt === chosen.prompt ? before.prompt : draft.prompt;
  return { ...withShape(draft, before.aspectRatio), model, quality, duration, takes, prompt };
}
