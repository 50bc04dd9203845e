import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { modelPrefs } from "../../api/model-prefs";
import { openApp } from "../../test-app";

const options = () => screen.getAllByTestId("model-option");
const ids = () => options().map((option) => option.dataset.model);
const groups = () => within(screen.getByRole("listbox")).getAllByRole("group");
const open = async (user: Awaited<ReturnType<typeof openApp>>["user"]) => {
  await user.click(screen.getByTestId("model-picker"));
  await screen.findAllByTestId("model-option");
};
const close = async (user: Awaited<ReturnType<typeof openApp>>["user"]) => {
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByTestId("model-option")).toBeNull());
};

beforeEach(() => {
  for (const id of modelPrefs.get().favourites) modelPrefs.toggle(id);
});

describe("the picker", () => {
  it("has no headings while nothing is a favourite and nothing was used", async () => {
    const { user } = await openApp("paid,hold,pace-1");
    await open(user);
    expect(groups()).toHaveLength(1);
    expect(screen.queryByText("All others")).toBeNull();
  });

  it("puts favourites first at its next opening, by star and by key, and keeps every model", async () => {
    const { user } = await openApp("paid,hold,pace-1");
    await open(user);
    const before = ids();
    const [first, , third, fourth] = options();
    if (!third || !fourth || !first) throw new Error("too few models");
    await user.click(within(third).getByTestId("model-star"));
    fireEvent.keyDown(fourth, { key: "s" });
    expect(ids()).toEqual(before);
    expect(third).toHaveAccessibleName(/favourite/u);
    await close(user);
    await open(user);
    expect(ids().slice(0, 2)).toEqual([before[2], before[3]]);
    expect([...ids()].sort()).toEqual([...before].sort());
    expect(groups()[0]).toHaveAccessibleName("Favourites");
    fireEvent.keyDown(options()[0] as HTMLElement, { key: "S" });
    await close(user);
    await open(user);
    expect(ids()[0]).toBe(before[3]);
  });

  it("puts what was used last before the others", async () => {
    const { user, called } = await openApp("paid,hold,pace-1");
    await open(user);
    const veo2 = options().find((option) => option.dataset.model === "veo2") as HTMLElement;
    await user.click(veo2);
    fireEvent.change(screen.getByTestId("prompt"), { target: { value: "A heron" } });
    await user.click(screen.getByTestId("generate"));
    await waitFor(() => expect(called("jobCreate")).toHaveLength(1));
    await open(user);
    expect(groups()[0]).toHaveAccessibleName("Used last");
    expect(ids()[0]).toBe("veo2");
  });
});

describe("a model that understands English best", () => {
  it("says so where the prompt is in another language, and only there", async () => {
    const { user } = await openApp("paid,hold,pace-1");
    await open(user);
    const english = options().find((option) => /English prompts/u.test(option.textContent ?? ""));
    await user.click(english as HTMLElement);
    const write = (value: string) => fireEvent.change(screen.getByTestId("prompt"), { target: { value } });
    write("A heron lifts off");
    expect(screen.queryByTestId("english-note")).toBeNull();
    write("白鹭 lifts 起飞，雾气散开");
    expect(screen.getByTestId("english-note").textContent).toContain("understands English best");
  });
});
