import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { PriceRequest } from "../../api/types";
import { openApp } from "../../test-app";

const estimate = () => screen.getByTestId("estimate").textContent;
const button = () => screen.getByTestId("generate");
const takes = async (user: Awaited<ReturnType<typeof openApp>>["user"], value: string) => {
  await user.click(screen.getByTestId("takes"));
  const options = await screen.findAllByTestId("takes-option");
  await user.click(options.find((option) => option.dataset.value === value) as HTMLElement);
};

describe("the price on Generate", () => {
  it("is about so much for each job, and for all takes together", async () => {
    const { user, called } = await openApp("paid,hold,pace-1");
    await waitFor(() => expect(estimate()).toContain("about $0.80"));
    await takes(user, "4");
    await waitFor(() => expect(estimate()).toContain("about $0.80 each, $3.20 together"));
    expect(called("priceEstimate").at(-1)).toEqual([
      { model: "veo3.1-components", quality: null, duration: null, pictures: 0, takes: 4 },
    ]);
  });

  it("has the date of the price list in its tooltip, and for those who do not see it", async () => {
    const { user } = await openApp("paid");
    await waitFor(() => expect(button()).toHaveAccessibleDescription("Prices of Nov 24."));
    await user.hover(screen.getByTestId("estimate"));
    expect((await screen.findByTestId("tooltip")).textContent).toContain("Prices of Nov 24.");
  });

  it("of every model is for the choices as they are", async () => {
    const { user, drafts, called } = await openApp("paid");
    act(() => drafts.update((draft) => ({ ...draft, model: "grok-video-3", duration: 6, takes: 3 })));
    await user.click(screen.getByTestId("model-picker"));
    const options = await screen.findAllByTestId("model-option");
    const words = (id: string) => options.find((one) => one.dataset.model === id)?.textContent;
    await waitFor(() => expect(words("veo3.1-components")).toContain("about $0.60 as chosen"));
    expect(words("grok-video-3")).toContain("about $0.30 as chosen");
    expect(words("veo2")).toContain("price unknown");
    // Five seconds are all that Wan makes: it is asked for what it would make after a switch.
    const asked = called("priceEstimate").map(([request]) => request as PriceRequest);
    const wan = asked.filter(({ model }) => model.startsWith("wan"));
    expect(wan.length).toBeGreaterThan(0);
    for (const request of wan) expect(request).toMatchObject({ duration: null, takes: 1 });
  });

  it("follows the model, and is called unknown where nobody knows it, with a way to look", async () => {
    const { user, called } = await openApp("paid");
    await waitFor(() => expect(estimate()).toContain("about $0.80"));
    expect(screen.queryByTestId("price-page")).toBeNull();
    await user.click(screen.getByTestId("model-picker"));
    const options = await screen.findAllByTestId("model-option");
    await waitFor(() => expect(options[0]?.textContent).toContain("about $0.80 as chosen"));
    expect(options[3]?.textContent).toContain("about $0.30 as chosen");
    expect(options[1]?.textContent).not.toContain("$");
    await user.click(options.find((one) => one.dataset.model === "veo2") as HTMLElement);
    await waitFor(() => expect(estimate()).toBe("Price unknown"));
    await takes(user, "2");
    await waitFor(() => expect(button()).toHaveAccessibleName("Generate 2 clips Price unknown"));
    await user.click(screen.getByTestId("price-page"));
    expect(called("linkOpen")).toEqual([["prices"]]);
  });

  it("is unknown where the studio could not say, and never left over from before", async () => {
    const { control, user } = await openApp("paid");
    await waitFor(() => expect(estimate()).toContain("about $0.80"));
    control.failNext("priceEstimate", { code: "internal" });
    await takes(user, "3");
    await waitFor(() => expect(estimate()).toBe("Price unknown"));
  });

  it("is nothing in practice, and nobody is asked", async () => {
    const { called, user } = await openApp("ready");
    expect(estimate()).toBe("Practice costs nothing");
    await takes(user, "2");
    await waitFor(() => expect(button()).toHaveAccessibleName("Generate 2 clips Practice costs nothing"));
    expect(called("priceEstimate")).toEqual([]);
  });

  it("says that it is a guess where it is one", async () => {
    const { platform } = await openApp("paid");
    const { priceEstimate } = platform;
    platform.priceEstimate = async (request) => ({ ...(await priceEstimate(request)), guess: true });
    act(() =>
      platform.control.emit({
        type: "models",
        revision: 900,
        models: platform.control.state().models,
        fault: null,
      }),
    );
    await waitFor(() => expect(button()).toHaveAccessibleDescription(/what is likely the same model/u));
  });
});

describe("the soft limit", () => {
  it("is told in a line before a press crosses it, and stops nothing", async () => {
    const { called, user } = await openApp("soft-limit-near,hold,pace-1");
    const note = await screen.findByTestId("limit-note");
    expect(note.textContent).toBe("This would pass your limit of $20 a month: about $19.60 so far.");
    expect(screen.queryByRole("dialog")).toBeNull();
    fireEvent.change(screen.getByTestId("prompt"), { target: { value: "A heron" } });
    await user.click(screen.getByTestId("generate"));
    await waitFor(() => expect(called("jobCreate")).toHaveLength(1));
    await waitFor(() =>
      expect(screen.getByTestId("limit-note").textContent).toBe(
        "Your limit of $20 for this month is reached: about $20.40 so far.",
      ),
    );
  });

  it("says nothing while there is room, and gives way to what is wrong with the prompt", async () => {
    const { user } = await openApp("paid");
    await waitFor(() => expect(estimate()).toContain("about"));
    expect(screen.queryByTestId("limit-note")).toBeNull();
    await user.click(screen.getByTestId("nav-settings"));
    const limit = screen.getByTestId("spend-limit");
    await user.type(limit, "0.50{Enter}");
    await user.click(screen.getByTestId("nav-create"));
    expect((await screen.findByTestId("limit-note")).textContent).toContain("limit of $0.50 a month");
    await user.click(screen.getByTestId("generate"));
    expect(screen.queryByTestId("limit-note")).toBeNull();
    expect(screen.getByText("Write what should happen, then generate.")).toBeTruthy();
  });

  it("is said in Chinese as well", async () => {
    await openApp("soft-limit-reached,zh-CN");
    const note = await screen.findByTestId("limit-note");
    expect(note.textContent).toBe("本月已到 $12.50 的限额，至今约 $13.40。");
    await waitFor(() => expect(estimate()).toContain("约 $0.80"));
    expect(button()).toHaveAccessibleDescription(/11月24日的价格/u);
  });
});
