import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { openApp } from "../../test-app";

const frame = () => screen.getByTestId("crop-frame");
const says = () => frame().getAttribute("aria-valuetext");
const press = (key: string, more = {}) => fireEvent.keyDown(frame(), { key, ...more });

/** A tall picture (720 x 1280) and a wide clip. */
async function tallAndWide(scenario = "paid,hold,pace-1") {
  const app = await openApp(scenario);
  act(() => app.control.drop({ name: "tall.jpg" }));
  await screen.findByTestId("reference");
  return app;
}

describe("a picture of another shape than the clip", () => {
  it("is sent whole unless the person chooses otherwise, and says that it differs", async () => {
    const { user, called } = await tallAndWide();
    expect(screen.queryByTestId("fit")).toBeNull();
    await user.click(screen.getByTestId("ratio-16:9"));
    expect(screen.getByTestId("fit").textContent).toContain("The picture is 9:16, the clip 16:9.");
    expect(screen.getByTestId("fit-whole")).toBeChecked();
    fireEvent.change(screen.getByTestId("prompt"), { target: { value: "A heron" } });
    await user.click(screen.getByTestId("generate"));
    await waitFor(() => expect(called("jobCreate")).toHaveLength(1));
    expect(called("pictureCrop")).toEqual([]);
    expect(called("jobCreate")[0]?.[0]).toMatchObject({ pictures: ["picture-1"] });
  });

  it("needs no frame where the shapes are the same, or the service decides", async () => {
    const { user } = await tallAndWide();
    await user.click(screen.getByTestId("ratio-9:16"));
    expect(screen.queryByTestId("fit")).toBeNull();
    await user.click(screen.getByTestId("ratio-auto"));
    expect(screen.queryByTestId("fit")).toBeNull();
  });

  it("is cut out once the frame rests, and the part is what is sent", async () => {
    const { user, called } = await tallAndWide();
    await user.click(screen.getByTestId("ratio-16:9"));
    await user.click(screen.getByTestId("fit-fill"));
    expect(says()).toBe("Shows 32 % of the picture, 0 % from the left, 34 % from the top");
    await waitFor(() => expect(called("pictureCrop")).toHaveLength(1));
    expect(called("pictureCrop")[0]).toEqual(["picture-1", { x: 0, y: 438, width: 720, height: 405 }]);
    fireEvent.change(screen.getByTestId("prompt"), { target: { value: "A heron" } });
    await user.click(screen.getByTestId("generate"));
    await waitFor(() => expect(called("jobCreate")).toHaveLength(1));
    expect(called("jobCreate")[0]?.[0]).toMatchObject({ pictures: ["picture-1-0-438-720-405"] });
    expect(called("pictureCrop")).toHaveLength(1);
  });

  it("is never sent whole because it was not cut out yet", async () => {
    const { user, called } = await tallAndWide();
    await user.click(screen.getByTestId("ratio-16:9"));
    fireEvent.change(screen.getByTestId("prompt"), { target: { value: "A heron" } });
    fireEvent.click(screen.getByTestId("fit-fill"));
    fireEvent.click(screen.getByTestId("generate"));
    await waitFor(() => expect(called("jobCreate")).toHaveLength(1));
    expect(called("jobCreate")[0]?.[0]).toMatchObject({ pictures: ["picture-1-0-438-720-405"] });
  });

  it("that cannot be cut out any more is told beside the pictures, and nothing is sent", async () => {
    const { user, called, control } = await tallAndWide();
    await user.click(screen.getByTestId("ratio-16:9"));
    fireEvent.change(screen.getByTestId("prompt"), { target: { value: "A heron" } });
    control.failNext("pictureCrop", { code: "pictureUnknown" });
    fireEvent.click(screen.getByTestId("fit-fill"));
    fireEvent.click(screen.getByTestId("generate"));
    expect(await screen.findByRole("alert")).toBeTruthy();
    expect(called("jobCreate")).toEqual([]);
  });
});

describe("the frame", () => {
  async function filled() {
    const app = await tallAndWide();
    await app.user.click(screen.getByTestId("ratio-16:9"));
    await app.user.click(screen.getByTestId("fit-fill"));
    return app;
  }

  it("is moved, zoomed and put back by keys, and each change is told", async () => {
    await filled();
    press("ArrowUp");
    expect(says()).toContain("33 % from the top");
    press("ArrowUp", { shiftKey: true });
    expect(says()).toContain("23 % from the top");
    for (let times = 0; times < 20; times += 1) press("ArrowUp", { shiftKey: true });
    expect(says()).toContain("0 % from the top");
    press("+");
    expect(frame()).toHaveAttribute("aria-valuenow", "110");
    press("-");
    expect(frame()).toHaveAttribute("aria-valuenow", "100");
    press("End");
    expect(frame()).toHaveAttribute("aria-valuenow", frame().getAttribute("aria-valuemax"));
    press("Home");
    expect(says()).toContain("34 % from the top");
    press("Escape");
    expect(screen.queryByTestId("crop-frame")).toBeNull();
    expect(screen.getByTestId("fit-whole")).toBeChecked();
  });

  it("is fitted to another shape, and kept over a new start", async () => {
    const { user, drafts } = await filled();
    await user.click(screen.getByTestId("model-picker"));
    const options = await screen.findAllByTestId("model-option");
    await user.click(options.find((one) => one.dataset.model === "grok-video-3") as HTMLElement);
    await user.click(screen.getByTestId("ratio-1:1"));
    expect(drafts.get().frames["picture-1"]?.part).toMatchObject({ width: 720, height: 720 });
    const kept = JSON.parse(localStorage.getItem("stillwake.draft") ?? "{}");
    expect(kept.parts["picture-1"]).toMatchObject({ width: 720, height: 720 });
  });

  it("has the shape that is chosen, also after a switch of models was undone", async () => {
    const { user, drafts } = await tallAndWide();
    const model = async (id: string) => {
      await user.click(screen.getByTestId("model-picker"));
      const options = await screen.findAllByTestId("model-option");
      await user.click(options.find((one) => one.dataset.model === id) as HTMLElement);
    };
    await model("grok-video-3");
    await user.click(screen.getByTestId("ratio-1:1"));
    await user.click(screen.getByTestId("fit-fill"));
    await model("veo3.1-components");
    await user.click(screen.getByTestId("ratio-16:9"));
    await waitFor(() => expect(drafts.get().frames["picture-1"]?.cut).toMatchObject({ height: 405 }));
    await user.click(screen.getByTestId("undo"));
    expect(drafts.get().aspectRatio).toBe("1:1");
    expect(drafts.get().frames["picture-1"]).toMatchObject({ part: { width: 720, height: 720 }, cut: null });
  });

  it("belongs to its own picture: the one on the stage", async () => {
    const { user, control, drafts } = await filled();
    act(() => control.drop({ name: "wide.jpg" }));
    await waitFor(() => expect(screen.getAllByTestId("reference-hold")).toHaveLength(2));
    await user.click(screen.getAllByTestId("reference-hold")[1] as HTMLElement);
    expect(screen.getByTestId("fit").textContent).toContain("The picture is 8:5");
    await user.click(screen.getByTestId("fit-fill"));
    expect(Object.keys(drafts.get().frames)).toEqual(["picture-1", "picture-2"]);
  });
});

describe("a picture that is still landing", () => {
  const begin = async (scenario: string) => {
    const app = await openApp(scenario);
    act(() => app.control.emit({ type: "preparing", count: 1 }));
    fireEvent.change(screen.getByTestId("prompt"), { target: { value: "A heron" } });
    fireEvent.click(screen.getByTestId("generate"));
    fireEvent.click(screen.getByTestId("generate"));
    await act(() => new Promise((done) => setTimeout(done, 50)));
    expect(app.called("jobCreate")).toEqual([]);
    expect(screen.getByTestId("generate")).toHaveAttribute("aria-disabled", "true");
    return app;
  };

  it("is waited for: one press makes one set of jobs, with it", async () => {
    const { control, called } = await begin("paid,hold,pace-1");
    act(() => control.drop({ name: "late.jpg" }));
    act(() => control.emit({ type: "preparing", count: 0 }));
    await waitFor(() => expect(called("jobCreate")).toHaveLength(1));
    expect(called("jobCreate")[0]?.[0]).toMatchObject({ pictures: ["picture-1"] });
  });

  it("and turns out to be none sends nothing: the person decides anew", async () => {
    const { control, called } = await begin("paid,hold,pace-1");
    act(() => control.drop({ type: "refused", name: "notes.txt", why: "notAPicture" }));
    act(() => control.emit({ type: "preparing", count: 0 }));
    await waitFor(() => expect(screen.getByTestId("generate")).toHaveAttribute("aria-disabled", "false"));
    expect(called("jobCreate")).toEqual([]);
    expect(screen.getByTestId("refusal")).toBeTruthy();
  });
});

it("the shape follows the picture on a click, and says which one is nearest", async () => {
  const { user, drafts } = await tallAndWide();
  expect(screen.getByTestId("match-picture")).toHaveAccessibleDescription("9:16 is nearest to the picture.");
  await user.click(screen.getByTestId("match-picture"));
  expect(drafts.get().aspectRatio).toBe("9:16");
  expect(screen.queryByTestId("match-picture")).toBeNull();
});
