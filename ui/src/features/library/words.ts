import type { Translate } from "../../api/words";
import { number } from "../../lib/format";

/** `1 clip`, `2,400 clips`: as part of a sentence or alone. */
export function clipsWords(count: number, t: Translate, language: string): string {
  return count === 1 ? t("library.totalOne") : t("library.total", { total: number(count, language) });
}
