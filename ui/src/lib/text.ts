/** Characters as people count them roughly: an emoji outside the basic plane is one, not two. */
export function characters(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** One line for a label, an announcement or a toast. */
export function oneLine(text: string, most = 80): string {
  const line = text.replace(/\s+/gu, " ").trim();
  const letters = [...line];
  return letters.length <= most ? line : `${letters.slice(0, most - 1).join("")}…`;
}
