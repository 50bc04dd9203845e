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

/** The one web address that a text or a list of addresses consists of; null where it is anything else. */
export function webLink(text: string): string | null {
  const lines = text.split(/\r?\n/u).map((line) => line.trim());
  // In a list of addresses a line that begins with # is a remark.
  const said = lines.filter((line) => line !== "" && !line.startsWith("#"));
  const [link] = said;
  if (said.length !== 1 || link === undefined) return null;
  return /^https?:\/\/\S+$/iu.test(link) && URL.canParse(link) ? link : null;
}

/** Whether most letters of a text are not those of English: of Chinese, Japanese, Russian and many others. */
export function isForeign(text: string): boolean {
  const letters = text.match(/\p{L}/gu) ?? [];
  const others = letters.filter((letter) => !/\p{Script=Latin}/u.test(letter));
  return others.length > letters.length / 2;
}
