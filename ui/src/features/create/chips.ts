// The words that one tap puts into a prompt, in the order of the menus. What they say stands in the language files.
import type { MessageKey } from "../../api/words";

export interface Chips {
  name: "camera" | "light" | "style" | "motion";
  title: MessageKey;
  words: readonly MessageKey[];
}

export const chips: readonly Chips[] = [
  {
    name: "camera",
    title: "chips.camera",
    words: [
      "chips.pushIn",
      "chips.pullBack",
      "chips.pan",
      "chips.orbit",
      "chips.drone",
      "chips.handheld",
      "chips.stillCamera",
      "chips.closeUp",
      "chips.wideShot",
    ],
  },
  {
    name: "light",
    title: "chips.light",
    words: [
      "chips.goldenHour",
      "chips.blueHour",
      "chips.morningMist",
      "chips.windowLight",
      "chips.backlight",
      "chips.neon",
      "chips.candle",
      "chips.moonlight",
      "chips.overcast",
    ],
  },
  {
    name: "style",
    title: "chips.style",
    words: [
      "chips.film",
      "chips.documentary",
      "chips.watercolour",
      "chips.animation",
      "chips.stopMotion",
      "chips.blackWhite",
      "chips.vintage",
      "chips.shallowFocus",
      "chips.inkWash",
    ],
  },
  {
    name: "motion",
    title: "chips.motion",
    words: [
      "chips.slowMotion",
      "chips.timeLapse",
      "chips.breeze",
      "chips.drifting",
      "chips.ripples",
      "chips.turnsHead",
      "chips.walks",
      "chips.stillness",
    ],
  },
];
