import { expect, it } from "vitest";
import { ignored } from "./asked";

it.each([
  // What was asked for, what came, and what of it was ignored.
  ["720P", "16:9", 1280, 720, []],
  ["720p", "9:16", 720, 1280, []],
  ["1080P", "16:9", 1920, 1080, []],
  ["1080P", "16:9", 1920, 1088, []],
  ["1080P", "16:9", 1280, 720, ["size"]],
  ["720P", "9:16", 1280, 720, ["shape"]],
  ["1080P", "9:16", 1280, 720, ["size", "shape"]],
  // The same number of pixels in another shape is the same name.
  ["720P", "1:1", 960, 960, []],
  ["720P", "1:1", 720, 720, []],
  ["720P", "4:3", 1112, 834, []],
  ["720P", "21:9", 1504, 640, []],
  ["480P", "16:9", 832, 480, []],
  ["480P", "16:9", 854, 480, []],
  ["480P", "16:9", 864, 480, []],
  ["480P", "1:1", 1024, 1024, ["size"]],
  ["4K", "16:9", 3840, 2160, []],
  ["4k", "16:9", 1920, 1080, ["size"]],
  ["2K", "16:9", 2560, 1440, []],
  // Sides to the pixel, as far as encoders leave them.
  ["1280x720", null, 1280, 720, []],
  ["1280X720", "16:9", 1280, 720, []],
  ["1280×720", "16:9", 1278, 718, []],
  ["1080*1920", "9:16", 1072, 1920, []],
  ["1280x720", null, 720, 1280, ["size"]],
  ["1280x720", "9:16", 720, 1280, []],
  ["1920x1080", null, 1280, 720, ["size"]],
  // What nobody can measure, and what was left to the service.
  ["high", "16:9", 1280, 720, []],
  ["standard", null, 512, 512, []],
  [null, null, 640, 360, []],
  [null, "16:9", 1280, 720, []],
  [null, "16:9", 960, 960, ["shape"]],
  [null, "adaptive", 960, 960, []],
  [null, "2:3", 720, 1080, []],
  [null, "2:3", 724, 1086, []],
  [null, "3:2", 1080, 720, []],
  [null, "3:2", 1280, 720, ["shape"]],
  // A file that nobody has looked into.
  ["1080P", "16:9", 0, 0, []],
] as const)("%s and %s, and %i × %i came", (quality, aspectRatio, width, height, expected) => {
  expect(ignored({ quality, aspectRatio }, { width, height })).toEqual(expected);
});
