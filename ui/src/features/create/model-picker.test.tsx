import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
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

describe("looking for a model", () => {
  it("finds by name, maker and strength while one types, and Enter takes the only one left", async () => {
    const { user } = await openApp("paid,hold,pace-1");
    await open(user);
    const seen = () => options().filter((option) => !option.hidden);
    const all = seen().length;
    const field = screen.getByTestId("model-typed");
    await user.type(field, "alibaba");
    expect(seen().map((option) => option.dataset.model)).toEqual([
      "wan-ai/wan2.1-t2v-14b",
      "wan-ai/wan2.1-i2v-14b-720p",
    ]);
    expect(options()).toHaveLength(all);
    await user.type(field, " picture");
    expect(seen().map((option) => option.dataset.model)).toEqual(["wan-ai/wan2.1-i2v-14b-720p"]);
    await user.keyboard("{Enter}");
    expect(screen.getByTestId("model-picker").dataset.value).toBe("wan-ai/wan2.1-i2v-14b-720p");
  });

  it("keeps every model in view where a name is not found, and sends that name", async () => {
    const { user } = await openApp("paid,hold,pace-1");
    await open(user);
    const field = screen.getByTestId("model-typed");
    await user.type(field, "nobody-knows-this");
    expect(options().every((option) => !option.hidden)).toBe(true);
    expect(screen.getByText(/sends it as it stands/u)).toBeVisible();
    await user.keyboard("{Enter}");
    expect(screen.getByTestId("model-picker").dataset.value).toBe("nobody-knows-this");
  });

  it("says how long a model took here, and that a price is unknown", async () => {
    const { user, control } = await openApp("ready,hold,pace-1");
    const models = control
      .state()
      .models.map((model) =>
        model.id === "veo3" ? { ...model, typicalMs: 300_000, typicalHere: true, price: null } : model,
      );
    act(() => control.emit({ type: "models", revision: 1_000_000, models, fault: null }));
    await open(user);
    const veo3 = options().find((option) => option.dataset.model === "veo3");
    expect(veo3).toHaveTextContent("5 min here, as a rule");
    expect(veo3).toHaveTextContent("price unknown");
    expect(options()[1]).not.toHaveTextContent("here, as a rule");
  });
});
