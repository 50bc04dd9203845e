// What one may begin with, and the shape that suits it. The sentences are in the language files, a line each and in
// this order; the pictures are drawn from the English ones by `npm run ideas`.
export const ideas = [
  { id: "heron", shape: "16:9" },
  { id: "lanterns", shape: "9:16" },
  { id: "train", shape: "16:9" },
  { id: "whale", shape: "16:9" },
  { id: "fireflies", shape: "1:1" },
  { id: "lighthouse", shape: "16:9" },
  { id: "balloons", shape: "16:9" },
  { id: "cat", shape: "9:16" },
  { id: "cherry", shape: "9:16" },
  { id: "snowcabin", shape: "16:9" },
  { id: "desert", shape: "16:9" },
  { id: "aurora", shape: "16:9" },
  { id: "city", shape: "16:9" },
  { id: "deer", shape: "1:1" },
  { id: "sailboat", shape: "16:9" },
  { id: "windmill", shape: "1:1" },
  { id: "umbrella", shape: "9:16" },
  { id: "meteor", shape: "16:9" },
  { id: "bamboo", shape: "9:16" },
  { id: "fisherman", shape: "16:9" },
  { id: "dog", shape: "1:1" },
  { id: "village", shape: "16:9" },
  { id: "gulls", shape: "16:9" },
  { id: "mars", shape: "16:9" },
] as const;

export type Idea = (typeof ideas)[number];
