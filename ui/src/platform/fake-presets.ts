// Presets in memory, as the core keeps them.
import type { CommandError, Platform, PresetView } from "./types";

const NAME_LIMIT = 60;

const some: PresetView[] = [
  {
    ...{ name: "Product, slow turn", model: "veo3.1-components", aspectRatio: "16:9", quality: "1080P" },
    ...{ prompt: "The product turns slowly on a table, soft light from the window", duration: 8, takes: 2 },
  },
  {
    ...{ name: "竖屏短片", model: "grok-video-3", aspectRatio: "9:16", quality: null, duration: null },
    ...{ prompt: "", takes: 1 },
  },
];

type Commands = Pick<Platform, "presetsList" | "presetSave" | "presetRemove">;

export function fakePresets(filled: boolean, invalid: (limit: string) => CommandError): Commands {
  let presets = filled ? some : [];
  const without = (name: string) => presets.filter((one) => one.name !== name);
  return {
    presetsList: async () => presets,
    presetSave: async (preset) => {
      const name = preset.name.trim();
      if (name === "" || [...name].length > NAME_LIMIT) throw invalid(String(NAME_LIMIT));
      presets = [...without(name), { ...preset, name }].sort((a, b) => a.name.localeCompare(b.name));
      return presets;
    },
    presetRemove: async (name) => {
      presets = without(name);
      return presets;
    },
  };
}
