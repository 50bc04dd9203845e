import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { openApp } from "../../test-app";

const cards = () => screen.getAllByTestId("job");
const prompts = () => cards().map((card) => card.querySelector("p")?.textContent);
const cardOf = (prompt: string) =>
  within(cards().find((card) => card.textContent?.includes(prompt)) as HTMLElement);

/** Three that wait, in this order. */
async function line() {
  const app = await openApp("paid,pace-100000");
  for (const prompt of ["One", "Two", "Three"]) {
    fireEvent.change(screen.getByTestId("prompt"), { target: { value: prompt } });
    fireEvent.click(screen.getByTestId("generate"));
    await screen.findByText(prompt, { selector: "p" });
  }
  return app;
}
const choose = async (user: Awaited<ReturnType<typeof line>>["user"], prompt: string, item: string) => {
  await user.click(cardOf(prompt).getByTestId("job-menu"));
  await user.click(await screen.findByTestId(item));
};

describe("the line of those that wait", () => {
  it("stands with the next one lowest, and each says its number", async () => {
    await line();
    expect(prompts()).toEqual(["Three", "Two", "One"]);
    expect(cardOf("One").getByTestId("job-left").textContent).toBe("next");
    expect(cardOf("Three").getByTestId("job-left").textContent).toBe("number 3 in line");
  });

  it("is changed from each card's menu", async () => {
    const { user, called } = await line();
    await choose(user, "Three", "job-next");
    await waitFor(() => expect(prompts()).toEqual(["Two", "One", "Three"]));
    await choose(user, "Three", "job-last");
    await waitFor(() => expect(prompts()).toEqual(["Three", "Two", "One"]));
    expect(called("jobMove").map(([, before]) => before)).toEqual(["job-1", null]);
    await user.click(cardOf("One").getByTestId("job-menu"));
    expect(await screen.findByTestId("job-next")).toHaveAttribute("data-disabled");
  });

  it("has no handles where one waits alone", async () => {
    await openApp("paid,pace-100000");
    fireEvent.change(screen.getByTestId("prompt"), { target: { value: "Alone" } });
    fireEvent.click(screen.getByTestId("generate"));
    await screen.findByText("Alone", { selector: "p" });
    expect(screen.queryByTestId("job-grip")).toBeNull();
    expect(cardOf("Alone").getByTestId("job-left").textContent).toBe("");
  });

  it.each([
    ["the key", () => fireEvent.keyDown(window, { key: "Enter", ctrlKey: true, shiftKey: true })],
    [
      "the menu beside Generate",
      async () => {
        fireEvent.click(screen.getByTestId("generate-more"));
        fireEvent.click(await screen.findByTestId("generate-first"));
      },
    ],
  ])("lets a new one go first with %s", async (_, press) => {
    const { called } = await line();
    fireEvent.change(screen.getByTestId("prompt"), { target: { value: "Now" } });
    await press();
    await waitFor(() => expect(prompts()).toEqual(["Three", "Two", "One", "Now"]));
    expect(called("jobCreate").at(-1)?.[0]).toMatchObject({ prompt: "Now", first: true });
  });

  it("stays as it was where it cannot be written down, and says so", async () => {
    const { user, control } = await line();
    control.failNext("jobMove", { code: "diskFull" });
    await choose(user, "Three", "job-next");
    expect((await screen.findByTestId("toast")).textContent).toContain("The disk is full.");
    expect(prompts()).toEqual(["Three", "Two", "One"]);
  });
});

describe("cards of what has ended", () => {
  it("are taken off together, and brought back by Undo; others stay", async () => {
    const { user } = await openApp("all-jobs");
    const before = cards().length;
    const ended = cards().filter((card) => /done|failed|stopped/u.test(card.dataset.state ?? "")).length;
    expect(ended).toBeGreaterThan(1);
    await user.click(screen.getByTestId("queue-clear"));
    await waitFor(() => expect(cards()).toHaveLength(before - ended));
    expect(screen.queryByTestId("queue-clear")).toBeNull();
    expect(cards().some((card) => card.dataset.state === "unclear")).toBe(true);
    await user.click(within(await screen.findByTestId("toast")).getByTestId("undo"));
    await waitFor(() => expect(cards()).toHaveLength(before));
  });

  it("are taken off one by one from the menu", async () => {
    const { user, called } = await openApp("all-jobs");
    const failed = cards().find((card) => card.dataset.state === "failed") as HTMLElement;
    await user.click(within(failed).getByTestId("job-menu"));
    await user.click(await screen.findByTestId("job-clear"));
    expect(called("queueClear")).toEqual([[[failed.dataset.jobId]]]);
    await waitFor(() => expect(failed).not.toBeInTheDocument());
  });

  it("have details to copy, whatever became of them", async () => {
    const { user, called } = await openApp("all-jobs");
    for (const card of cards()) {
      await user.click(within(card).getByTestId("job-menu"));
      await user.click(await screen.findByTestId("job-copy"));
    }
    await waitFor(() => expect(called("textCopy")).toHaveLength(cards().length));
  });
});

describe("a number from elsewhere", () => {
  it("becomes a card that says where it comes from, and nothing is sent", async () => {
    const { user, called } = await openApp("paid,hold,pace-1");
    await user.click(screen.getByTestId("queue-add"));
    expect(screen.getByTestId("add-go")).toBeDisabled();
    await user.type(await screen.findByTestId("add-number"), " video_42 ");
    await user.click(screen.getByTestId("add-go"));
    await waitFor(() => expect(cards()[0]).toHaveAttribute("data-state", "making"));
    expect(cards()[0]?.textContent).toContain("Added by its number");
    expect(called("jobAdd")[0]?.slice(0, 2)).toEqual(["video_42", "veo3.1-components"]);
    expect(called("jobCreate")).toEqual([]);
    expect(screen.queryByTestId("add-number")).toBeNull();
  });

  it("that is ours already, or impossible, is refused beside the field, and stays there", async () => {
    const { user, control } = await openApp("paid,hold,pace-1");
    await user.click(screen.getByTestId("queue-add"));
    const field = await screen.findByTestId("add-number");
    for (const code of ["taskTaken", "taskInvalid"] as const) {
      control.failNext("jobAdd", { code });
      await user.clear(field);
      await user.type(field, `number ${code}`);
      await user.click(screen.getByTestId("add-go"));
      await waitFor(() => expect(field).toHaveAttribute("aria-invalid", "true"));
      expect(field).toHaveValue(`number ${code}`);
    }
    control.failNext("jobAdd", { code: "keyMissing" });
    await user.type(field, "{Backspace}{Enter}");
    expect(await screen.findByRole("alert")).toBeTruthy();
  });
});

describe("sending once more", () => {
  it("tells its price, and the limit that it would pass", async () => {
    await openApp("soft-limit-near,fails,pace-1");
    fireEvent.change(screen.getByTestId("prompt"), { target: { value: "A heron" } });
    fireEvent.click(screen.getByTestId("generate"));
    await waitFor(() => expect(cards()[0]).toHaveAttribute("data-state", "failed"));
    expect((await screen.findByTestId("job-limit")).textContent).toContain("limit of $20");
    expect(cardOf("A heron").getByTestId("job-retry")).toHaveAccessibleDescription("about $0.80");
  });

  it("is of unknown price at another service, and free in practice", async () => {
    await openApp("unclear-elsewhere");
    expect(screen.getByTestId("job-resend")).toHaveAccessibleDescription("Price unknown");
    expect(screen.queryByTestId("job-limit")).toBeNull();
  });
});
