import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { openApp } from "../../test-app";

async function details(scenario = "ready,library-5") {
  const app = await openApp(scenario);
  await app.user.click(screen.getByTestId("nav-library"));
  const tile = (await screen.findAllByTestId("clip"))[0] as HTMLElement;
  await app.user.hover(within(tile).getByRole("button", { name: /^Open:/u }));
  (await within(tile).findByTestId("clip-menu")).focus();
  await app.user.keyboard("{Enter}");
  await app.user.click(await screen.findByTestId("clip-details"));
  return { ...app, panel: await screen.findByTestId("details") };
}

describe("the details of a clip", () => {
  it("tell what was asked for, what came, and its number at the service", async () => {
    const { panel } = await details();
    expect(await within(panel).findByText("雨后的老街，灯笼一盏盏亮起来")).toBeInTheDocument();
    const fact = (label: string) => within(panel).getByText(label).nextElementSibling?.textContent;
    expect(fact("Model")).toBe("Veo 3");
    expect(fact("Shape")).toBe("9:16");
    expect(fact("Size")).toBe("720 × 1280");
    expect(fact("Frame rate")).toBe("24 fps");
    expect(fact("Task number")).toBe("video_task_1001");
    expect(fact("Cost")).toBe("about $0.80");
    // Nobody asked for a quality, so none is told.
    expect(within(panel).queryByText("Quality")).toBeNull();
  });

  it("say what nobody knows, and that practice costs nothing", async () => {
    for (const [nth, words] of [
      [2, "price unknown"],
      [4, "nothing, practice"],
    ] as const) {
      const app = await openApp("ready,library-5");
      await app.user.click(screen.getByTestId("nav-library"));
      const tile = (await screen.findAllByTestId("clip"))[nth] as HTMLElement;
      await app.user.hover(within(tile).getByRole("button", { name: /^Open:/u }));
      (await within(tile).findByTestId("clip-menu")).focus();
      await app.user.keyboard("{Enter}");
      await app.user.click(await screen.findByTestId("clip-details"));
      const panel = await screen.findByTestId("details");
      expect((await within(panel).findByText("Cost")).nextElementSibling?.textContent).toBe(words);
      app.unmount();
    }
  });

  it("take the focus, close with Esc, and leave the place behind them open", async () => {
    const { user, panel } = await details();
    await waitFor(() => expect(panel).toHaveFocus());
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByTestId("details")).toBeNull());
    expect(screen.getByTestId("nav-library")).toHaveAttribute("aria-current", "page");
  });

  it("close before the player does", async () => {
    const { user } = await openApp("ready,library-5");
    await user.click(screen.getByTestId("nav-library"));
    await user.click((await screen.findAllByRole("button", { name: /^Open:/u }))[0] as HTMLElement);
    await user.click(await screen.findByTestId("player-details"));
    await screen.findByTestId("details");
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByTestId("details")).toBeNull());
    expect(screen.getByTestId("player")).toBeInTheDocument();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByTestId("player")).toBeNull());
  });

  it("give the settings back", async () => {
    const { user, drafts } = await details();
    await user.click(await screen.findByTestId("details-reuse"));
    expect(drafts.get()).toMatchObject({ model: "veo3", aspectRatio: "9:16" });
  });

  it("give the focus back to the clip", async () => {
    const { user, panel } = await details();
    await waitFor(() => expect(panel).toHaveFocus());
    await user.click(screen.getByTestId("details-close"));
    await waitFor(() =>
      expect(document.activeElement).toHaveAttribute("aria-label", expect.stringMatching(/^Open: 雨后/u)),
    );
  });

  it("copy the whole prompt and show the file", async () => {
    const { user, panel, called } = await details();
    await user.click(await within(panel).findByText("Copy prompt"));
    expect(called("textCopy")).toEqual([["雨后的老街，灯笼一盏盏亮起来"]]);
    await user.click(within(panel).getByText("Show in folder"));
    expect(called("clipReveal")).toEqual([["clip-1"]]);
  });

  it("give one of the pictures to the next clip, once, and take it back", async () => {
    const { user, drafts, panel } = await details();
    const pictures = await within(panel).findAllByTestId("use-picture");
    await user.click(pictures[0] as HTMLElement);
    expect(drafts.get().pictures).toHaveLength(1);
    expect(screen.getByTestId("reference")).toBeVisible();
    await user.click(screen.getByTestId("undo"));
    expect(drafts.get().pictures).toHaveLength(0);
  });
});
