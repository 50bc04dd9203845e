// Words put into a sentence at the cursor: the commas and capitals that belong between them.

/** Whether a text is written in Chinese; null where it does not say. */
export function isChinese(text: string): boolean | null {
  if (/\p{Script=Han}/u.test(text)) return !/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text);
  return /\p{L}/u.test(text) ? false : null;
}

const ENDS = /[.!?。！？…\n]\s*$/u;
const PAUSES = /[,，、;；:：(（"“-]\s*$/u;

/** What is to be typed at the cursor so that the words stand well between what is before and after it. */
export function pieceFor(words: string, before: string, after: string, chinese: boolean): string {
  const comma = chinese ? "，" : ", ";
  const space = (text: string) => (chinese || text === "" || /\s$/u.test(text) ? "" : " ");
  const begins = before.trim() === "" || ENDS.test(before);
  const lead = begins || PAUSES.test(before) ? space(before) : comma;
  // A space that was typed already stands where the comma should: the comma goes without another one.
  const joined = lead === ", " && /\s$/u.test(before) ? "" : lead;
  const said = begins && !chinese ? words.charAt(0).toUpperCase() + words.slice(1) : words;
  const next = after.trimStart();
  const tail = next === "" || /^[,，、.。!！?？;；:：)）]/u.test(next) ? "" : chinese ? "，" : ",";
  return `${joined}${said}${tail}${tail === "," && !/^\s/u.test(after) ? " " : ""}`;
}
