import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fireEvent, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import en from "../../i18n/en.json";
import zhCN from "../../i18n/zh-CN.json";
import { openApp } from "../../test-app";
import { ideas } from "./ideas-list";

describe("ideas", () => {
  it("have a sentence in both languages and a picture each", () => {
    expect(ideas).toHaveLength(24);
    for (const text of [en.ideas.prompts, zhCN.ideas.prompts]) {
      const sentences = text.split("\n");
      expect(new Set(sentences.filter((one) => one.trim() !== "")).size).toBe(24);
    }
    const drawn = readdirSync(join(import.meta.dirname, "../../assets/ideas"));
    expect(drawn.sort()).toEqual(ideas.map(({ id }) => `${id}.jpg`).sort());
  });

  it("put their words and shape into the draft, and give back what was written", async () => {
    const { user, drafts } = await openApp("paid,hold,pace-1");
    fireEvent.change(screen.getByTestId("prompt"), { target: { value: "Mine" } });
    await user.click(screen.getByTestId("ideas"));
    expect(await screen.findAllByTestId("idea")).toHaveLength(24);
    await user.click(screen.getAllByTestId("idea")[1] as HTMLElement);
    expect(drafts.get()).toMatchObject({ prompt: en.ideas.prompts.split("\n")[1], aspectRatio: "9:16" });
    await user.click(await screen.findByTestId("undo"));
    expect(drafts.get()).toMatchObject({ prompt: "Mine", aspectRatio: null });
  });

  it("leave the shape alone where the model does not take it", async () => {
    const { user, drafts } = await openApp("paid,hold,pace-1");
    await user.click(screen.getByTestId("ideas"));
    const square = ideas.findIndex(({ shape }) => shape === "1:1");
    await user.click((await screen.findAllByTestId("idea"))[square] as HTMLElement);
    expect(drafts.get()).toMatchObject({ prompt: en.ideas.prompts.split("\n")[square], aspectRatio: null });
  });
});
