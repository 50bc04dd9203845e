import { describe, expect, it } from "vitest";
import { createModelPrefs, groupModels } from "./model-prefs";

const models = ["a", "b", "c", "d"].map((id) => ({ id }));
const names = (prefs: Parameters<typeof groupModels>[1]) =>
  groupModels(models, prefs).map((group) => `${group.name}: ${group.models.map(({ id }) => id).join(" ")}`);

describe("models", () => {
  it("stand once each: favourites, then the last used, then the others", () => {
    expect(names({ favourites: [], recent: [] })).toEqual(["others: a b c d"]);
    expect(names({ favourites: ["c", "gone"], recent: ["c", "b"] })).toEqual([
      "favourites: c",
      "recent: b",
      "others: a d",
    ]);
  });

  it("that are liked and used are remembered", () => {
    const prefs = createModelPrefs(() => localStorage);
    prefs.toggle("a");
    prefs.toggle("b");
    prefs.toggle("a");
    for (const id of ["a", "b", "c", "d", "b"]) prefs.used(id);
    const again = createModelPrefs(() => localStorage).get();
    expect(again).toEqual({ favourites: ["b"], recent: ["b", "d", "c"] });
  });

  it.each(["{", "null", "[]", '{"favourites":7,"recent":["a",3]}'])(
    "are shown whatever was stored: %s",
    (text) => {
      localStorage.setItem("stillwake.models", text);
      const prefs = createModelPrefs(() => localStorage).get();
      expect(groupModels(models, prefs).flatMap((group) => group.models)).toHaveLength(4);
    },
  );
});
