// Every model of the catalogue against what it was found to take (docs/models.md): what is open, what is closed
// with its reason, and where anything may be typed.
import { act, screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { models } from "../../platform/fake-data";
import { openApp } from "../../test-app";

/** In brackets: closed, and says why. With a question mark: open, but not usual. "…": anything may be typed. */
const TAKES: Record<string, { shapes: string; qualities: string; lengths: string }> = {
  "veo3.1-components": {
    shapes: "16:9 9:16 [1:1]",
    qualities: "720P 1080P",
    lengths: "4 6 8 …",
  },
  veo3: { shapes: "16:9 9:16 [1:1]", qualities: "…", lengths: "[4] [5] [6] 8 [10] [15]" },
  veo2: { shapes: "16:9 9:16 1:1", qualities: "…", lengths: "…" },
  "grok-video-3": { shapes: "16:9 9:16 1:1? 2:3 3:2", qualities: "720P …", lengths: "6 10 15 …" },
  "wan-ai/wan2.1-t2v-14b": {
    shapes: "16:9 9:16 1:1",
    qualities: "…",
    lengths: "[4] 5 [6] [8] [10] [15]",
  },
  "wan-ai/wan2.1-i2v-14b-720p": {
    shapes: "16:9 9:16 1:1",
    qualities: "…",
    lengths: "[4] 5 [6] [8] [10] [15]",
  },
  "seedance-lite": { shapes: "16:9 9:16 1:1", qualities: "…", lengths: "5 10 …" },
};

const described = (element: HTMLElement) =>
  (element.getAttribute("aria-describedby") ?? "")
    .split(" ")
    .map((id) => document.getElementById(id)?.textContent ?? "")
    .join(" ")
    .trim();

function shapes(): string {
  const radios = screen.getAllByTestId(/^ratio-\d/u);
  const words = radios.map((radio) => {
    const name = radio.dataset.testid?.replace("ratio-", "") ?? "";
    if (radio.getAttribute("aria-disabled") === "true") {
      expect(described(radio), name).toContain("does not take this shape");
      return `[${name}]`;
    }
    return described(radio) === "" ? name : `${name}?`;
  });
  return words.join(" ");
}

async function list(user: Awaited<ReturnType<typeof openApp>>["user"], name: "quality" | "duration") {
  const control = screen.getByTestId(name);
  if (control instanceof HTMLInputElement) return "…";
  await user.click(control);
  const options = await screen.findAllByTestId(`${name}-option`);
  const words = options.flatMap((option) => {
    const value = option.dataset.value ?? "";
    if (value === "") return [];
    if (value === "other") return ["…"];
    if (option.getAttribute("aria-disabled") !== "true") return [value];
    expect(within(option).getByText(/^Not with /u)).toBeTruthy();
    return [`[${value}]`];
  });
  return words.join(" ");
}

it("the table names every model", () => {
  expect(Object.keys(TAKES)).toEqual(models.map(({ id }) => id));
});

const begin = async (model: string) => {
  const app = await openApp();
  act(() => app.drafts.update((draft) => ({ ...draft, model })));
  return app.user;
};

describe.each(models.map(({ id }) => id))("%s", (id) => {
  it("opens the shapes that it takes, and says why others are closed", async () => {
    await begin(id);
    expect(shapes()).toBe(TAKES[id]?.shapes);
  });

  it("and the qualities", async () => {
    expect(await list(await begin(id), "quality")).toBe(TAKES[id]?.qualities);
  });

  it("and the lengths", async () => {
    expect(await list(await begin(id), "duration")).toBe(TAKES[id]?.lengths);
  });
});
