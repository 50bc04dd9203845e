import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import type { UserEvent } from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { openApp } from "../../test-app";

const prompt = () => screen.getByTestId<HTMLTextAreaElement>("prompt");
const write = (text: string) => fireEvent.change(prompt(), { target: { value: text } });
/** Picks from one of our lists, as a person does. */
const pick = async (user: UserEvent, list: string, value: string) => {
  await user.click(screen.getByTestId(list));
  const options = await screen.findAllByTestId(`${list}-option`);
  await user.click(options.find((option) => option.dataset.value === value) as HTMLElement);
  await waitFor(() => expect(screen.getByTestId(list)).toHaveAttribute("data-value", value));
};
/** Asks one of our lists for a field to type into. */
const pickOther = async (user: UserEvent, list: string) => {
  await user.click(screen.getByTestId(list));
  await user.click(await screen.findByText("Other…"));
  await waitFor(() => expect(screen.getByTestId(list).tagName).toBe("INPUT"));
};
const option = async (name: string) =>
  screen.findByRole("option", { name: (said) => said.startsWith(name) && !said.startsWith(`${name}.`) });
const settled = () => act(() => new Promise((resolve) => setTimeout(resolve, 20)));

describe("Generate", () => {
  it("sends what was chosen, once, under an id of its own, and keeps the prompt", async () => {
    const { called, user } = await openApp();
    write("A heron lifts off");
    await user.click(screen.getByTestId("ratio-9:16"));
    await pick(user, "quality", "1080P");
    await pick(user, "takes", "2");
    await user.click(screen.getByTestId("generate"));
    await waitFor(() => expect(screen.getAllByTestId("job")).toHaveLength(2));
    expect(called("jobCreate")).toEqual([
      [
        {
          model: "veo3.1-components",
          prompt: "A heron lifts off",
          aspectRatio: "9:16",
          quality: "1080P",
          duration: null,
          pictures: [],
          takes: 2,
          first: false,
        },
        expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f-]{27}$/u),
      ],
    ]);
    expect(prompt().value).toBe("A heron lifts off");
  });

  it("answers to Ctrl+Enter, and to no Enter of an input method, held key or bare Enter", async () => {
    const { called } = await openApp();
    write("小猫");
    fireEvent.keyDown(prompt(), { key: "Enter" });
    fireEvent.keyDown(prompt(), { key: "Enter", ctrlKey: true, isComposing: true });
    fireEvent.keyDown(prompt(), { key: "Enter", ctrlKey: true, keyCode: 229 });
    fireEvent.keyDown(prompt(), { key: "Enter", ctrlKey: true, repeat: true });
    await settled();
    expect(called("jobCreate")).toEqual([]);
    fireEvent.keyDown(prompt(), { key: "Enter", ctrlKey: true });
    await waitFor(() => expect(called("jobCreate")).toHaveLength(1));
  });

  it("answers to Ctrl+Enter wherever the focus is in the place", async () => {
    const { called, user } = await openApp();
    for (const [index, name] of ["ratio-9:16", "generate", "model-picker"].entries()) {
      // The same again within a second would be taken for one press.
      write(`A cat in the rain, ${name}`);
      screen.getByTestId(name).focus();
      await user.keyboard("{Control>}{Enter}{/Control}");
      await waitFor(() => expect(called("jobCreate")).toHaveLength(index + 1));
      await settled();
    }
  });

  it("is not fired by a bare Enter on the button itself, but by Space", async () => {
    const { called, user } = await openApp();
    write("A heron");
    screen.getByTestId("generate").focus();
    await user.keyboard("{Enter}");
    await settled();
    expect(called("jobCreate")).toEqual([]);
    await user.keyboard(" ");
    await waitFor(() => expect(called("jobCreate")).toHaveLength(1));
  });

  it("makes one request of a double click and of a press while one is under way", async () => {
    const { called } = await openApp();
    write("A heron");
    fireEvent.click(screen.getByTestId("generate"));
    fireEvent.click(screen.getByTestId("generate"));
    fireEvent.keyDown(prompt(), { key: "Enter", ctrlKey: true });
    await settled();
    fireEvent.click(screen.getByTestId("generate"));
    await settled();
    expect(called("jobCreate")).toHaveLength(1);
  });

  it("does nothing from another place", async () => {
    const { called, user } = await openApp();
    write("A heron");
    await user.click(screen.getByTestId("nav-settings"));
    fireEvent.keyDown(document.body, { key: "Enter", ctrlKey: true });
    await settled();
    expect(called("jobCreate")).toEqual([]);
  });
});

describe("what is wrong is told where it belongs", () => {
  it("says at the prompt that it is empty, without asking anybody", async () => {
    const { called, user } = await openApp();
    await user.click(screen.getByTestId("generate"));
    expect(prompt()).toHaveAttribute("aria-invalid", "true");
    expect(screen.getByText("Write what should happen, then generate.")).toBeTruthy();
    expect(called("jobCreate")).toEqual([]);
    write("a");
    expect(prompt()).toHaveAttribute("aria-invalid", "false");
  });

  it("says that it is too long and cuts nothing", async () => {
    const { called, user } = await openApp();
    const long = "鹭".repeat(5001);
    write(long);
    expect(screen.getByText(/longer than 5000 characters/u)).toBeTruthy();
    await user.click(screen.getByTestId("generate"));
    expect(called("jobCreate")).toEqual([]);
    expect(prompt().value).toBe(long);
  });

  it("offers both ways out where there is no key, and loses nothing", async () => {
    const { control, user } = await openApp("no-key,hold,pace-1");
    write("A heron");
    await user.click(screen.getByTestId("generate"));
    const told = await screen.findByTestId("generate-error");
    expect(within(told).getByText("There is no key for this service yet.")).toBeTruthy();
    await user.click(within(told).getByText("Use the practice studio"));
    await waitFor(() => expect(control.state().settings.practice).toBe(true));
    expect(prompt().value).toBe("A heron");
    await waitFor(() => expect(screen.queryByTestId("generate-error")).toBeNull());
  });

  it("says that there is no key before anything is pressed, and nothing once there is one", async () => {
    const { user, control } = await openApp("no-key");
    const notice = screen.getByTestId("key-notice");
    expect(notice.textContent).toContain("There is no key for this service yet.");
    expect(notice).not.toHaveAttribute("role");
    await user.click(within(notice).getByText("Use the practice studio"));
    await waitFor(() => expect(screen.queryByTestId("key-notice")).toBeNull());
    expect(control.state().settings.practice).toBe(true);
  });

  it("names the keyring where that hides the key", async () => {
    const { user } = await openApp("keyring-locked");
    const notice = screen.getByTestId("key-notice");
    expect(notice.textContent).toContain("The keyring is locked");
    await user.click(within(notice).getByText("Enter a key"));
    expect(await screen.findByTestId("key-input")).toBeTruthy();
  });

  it("tells of a full disk near the button", async () => {
    const { control, user } = await openApp();
    control.failNext("jobCreate", { code: "diskFull" });
    write("A heron");
    await user.click(screen.getByTestId("generate"));
    const told = await screen.findByTestId("generate-error");
    expect([...told.querySelectorAll("p")].map((line) => line.textContent)).toEqual([
      "The disk is full.",
      "Nothing was sent.",
      "Free some space, then generate again.",
    ]);
  });

  it("keeps the press's id where nobody knows whether it arrived", async () => {
    const { called, control, user } = await openApp();
    control.failNext("jobCreate", { code: "internal" });
    write("A heron");
    await user.click(screen.getByTestId("generate"));
    await screen.findByTestId("generate-error");
    await act(() => new Promise((resolve) => setTimeout(resolve, 1100)));
    await user.click(screen.getByTestId("generate"));
    await waitFor(() => expect(called("jobCreate")).toHaveLength(2));
    const [first, second] = called("jobCreate");
    expect(second?.[1]).toBe(first?.[1]);
  });

  it("asks for a picture where the model needs one", async () => {
    const { called, user } = await openApp();
    write("Wake up");
    await user.click(screen.getByTestId("model-picker"));
    const options = await screen.findAllByTestId("model-option");
    expect(options).toHaveLength(7);
    const wan = options.find((option) => option.dataset.model === "wan-ai/wan2.1-i2v-14b-720p");
    await user.click(wan as HTMLElement);
    await user.click(screen.getByTestId("generate"));
    expect(
      await screen.findByText("Wan 2.1, from a picture starts from a picture. Add one first."),
    ).toBeTruthy();
    expect(screen.getByTestId("more-pictures")).toHaveFocus();
    expect(called("jobCreate")).toEqual([]);
  });
});

describe("pictures", () => {
  it("arrive in order, say where they go, and can be taken out", async () => {
    const { control, called, user } = await openApp("paid,hold,pace-1");
    act(() => control.drop({ name: "one.jpg" }, { name: "two.jpg" }));
    expect(screen.getAllByTestId("reference")).toHaveLength(2);
    expect(screen.getByTestId("picture-note").textContent).toContain("unlisted link for 48 hours");
    await user.click(screen.getAllByTestId("reference-remove")[0] as HTMLElement);
    write("A heron");
    await user.click(screen.getByTestId("generate"));
    await waitFor(() => expect(called("jobCreate")).toHaveLength(1));
    expect(called("jobCreate")[0]?.[0]).toMatchObject({ pictures: ["picture-2"] });
  });

  it("stay on this computer in practice, and the page says so", async () => {
    const { control } = await openApp();
    act(() => control.drop({ name: "one.jpg" }));
    expect(screen.getByTestId("picture-note").textContent).toContain("stays on this computer");
  });

  it.each([
    [{ pictures: "embed" }, "is sent inside the request. No link to it is made."],
    [{ pictures: "upload" }, "unlisted link for 48 hours."],
    [{ passLinks: true }, "unlisted link for 48 hours. One that came as a link is passed on as that link."],
    [{ pictures: "embed", passLinks: true }, "inside the request. One that came as a link is passed on"],
  ] as const)("go the way that is chosen, and the line says which: %o", async (patch, words) => {
    const { control, platform } = await openApp("paid");
    await act(() => platform.settingsSet(patch));
    act(() => control.drop({ name: "one.jpg" }));
    expect(screen.getByTestId("picture-note").textContent).toContain(words);
  });

  it("come from a link that is pasted outside the fields or dropped, and from nothing else", async () => {
    const { called } = await openApp("ready,hold,pace-1");
    const link = "https://example.com/a/heron.jpg?width=900";
    fireEvent.paste(document.body, { clipboardData: { getData: () => ` ${link}\n` } });
    await waitFor(() => expect(screen.getAllByTestId("reference")).toHaveLength(1));
    expect(screen.getByAltText(/^Picture 1: heron\.jpg/u)).toBeTruthy();
    const list = (type: string) => (type === "text/uri-list" ? `# a bird\r\n${link}\r\n` : "");
    fireEvent.drop(document.body, { dataTransfer: { getData: list } });
    await waitFor(() => expect(screen.getAllByTestId("reference")).toHaveLength(2));
    const paste = (where: HTMLElement, text: string) =>
      fireEvent.paste(where, { clipboardData: { getData: () => text } });
    paste(prompt(), link);
    paste(document.body, `${link} and words`);
    paste(document.body, `${link}\n${link}`);
    paste(document.body, "file:///home/mei/heron.jpg");
    paste(document.body, "");
    await settled();
    expect(called("pictureLink")).toEqual([[link], [link]]);
  });

  it("that lie behind a link which is not followed are named", async () => {
    await openApp("ready,hold,pace-1");
    const link = "http://localhost/secret.png";
    fireEvent.paste(document.body, { clipboardData: { getData: () => link } });
    expect((await screen.findByTestId("refusal")).textContent).toContain(
      "“secret.png” is not an open address on the web",
    );
  });

  it("that are refused are each named, until put away", async () => {
    const { control, user } = await openApp();
    act(() =>
      control.drop(
        { type: "refused", name: "notes.pdf", why: "notAPicture" },
        { type: "refused", name: "<b>dir</b>", why: "folder" },
      ),
    );
    const [first, second] = screen.getAllByTestId("refusal");
    expect(first?.textContent).toContain("“notes.pdf” is not a picture");
    expect(first?.textContent).toContain("PNG, JPEG");
    expect(second?.textContent).toContain("“<b>dir</b>” is a folder");
    await user.click(within(first as HTMLElement).getByRole("button"));
    expect(screen.getAllByTestId("refusal")).toHaveLength(1);
  });
});

describe("models", () => {
  it("say what a switch changed, and Undo gives it back", async () => {
    const { user, drafts } = await openApp();
    await pick(user, "quality", "1080P");
    await user.click(screen.getByTestId("model-picker"));
    const veo2 = (await screen.findAllByTestId("model-option")).find((one) => one.dataset.model === "veo2");
    await user.click(veo2 as HTMLElement);
    const quality = screen.getByTestId<HTMLInputElement>("quality");
    expect(quality.value).toBe("");
    expect(quality.placeholder).toBe("Such as 1280x720");
    await user.click(await screen.findByTestId("undo"));
    expect(drafts.get()).toMatchObject({ model: null, quality: "1080P" });
  });

  it("that the service does not list can be chosen all the same, and say so", async () => {
    const { user } = await openApp("model-unlisted");
    expect(screen.getByTestId("model-note").textContent).toContain("Not on your service's list.");
    await user.click(screen.getByTestId("model-picker"));
    const options = await screen.findAllByTestId("model-option");
    const marked = options.filter((one) => one.textContent?.includes("You can still try it."));
    expect(marked.map((one) => one.dataset.model)).toContain("veo3.1-components");
    expect(marked.length).toBeLessThan(options.length);
    await user.click(options.find((one) => one.dataset.model === "veo3") as HTMLElement);
    expect(screen.queryByTestId("model-note")).toBeNull();
  });

  it("keep shapes in sight that they do not take, and offer their own", async () => {
    const { user, control, drafts } = await openApp();
    const square = screen.getByTestId("ratio-1:1");
    expect(square).toHaveAttribute("aria-disabled", "true");
    expect(square).toHaveAccessibleDescription("Veo 3.1 does not take this shape.");
    await user.click(square);
    expect(drafts.get().aspectRatio).toBeNull();
    const models = control.state().models.map((model) => ({ ...model, ratios: ["16:9", "3:2"] }));
    act(() => control.emit({ type: "models", revision: 900, models, fault: null }));
    await user.click(await screen.findByTestId("ratio-3:2"));
    expect(drafts.get().aspectRatio).toBe("3:2");
  });

  it("may be any name, and then every field is open", async () => {
    const { user, called } = await openApp();
    write("A heron");
    await user.click(screen.getByTestId("model-picker"));
    await user.type(await screen.findByTestId("model-typed"), "kling-9{Enter}");
    await user.type(screen.getByTestId("quality"), "1280x720");
    await user.type(screen.getByTestId("duration"), "6");
    await user.click(screen.getByTestId("generate"));
    await waitFor(() => expect(called("jobCreate")).toHaveLength(1));
    expect(called("jobCreate")[0]?.[0]).toMatchObject({ model: "kling-9", quality: "1280x720", duration: 6 });
  });

  it("refuse a name that cannot be one, and say why", async () => {
    const { user, drafts } = await openApp();
    await user.click(screen.getByTestId("model-picker"));
    const field = await screen.findByTestId("model-typed");
    fireEvent.change(field, { target: { value: "m".repeat(129) } });
    await user.type(field, "{Enter}");
    expect(field).toHaveAccessibleDescription("A name is one line of at most 128 characters.");
    expect(screen.getByText("Use this name").closest("button")).toBeDisabled();
    expect(drafts.get().model).toBeNull();
  });

  it("say what they take and what is only usual, under their name", async () => {
    const { user } = await openApp();
    await user.click(screen.getByTestId("model-picker"));
    const veo = await option("Veo 3.1");
    expect(veo).toHaveTextContent(
      /^Veo 3.1 ?Lifelike scenes.*words, usually up to 3 pictures too · English prompts usually work best · about 4 min to make · from about \$0.10 a second$/u,
    );
    expect(await option("Veo 3")).toHaveTextContent(/words only · /u);
    expect(await option("Veo 2")).toHaveTextContent(/words; not known whether pictures · /u);
    expect(await option("Wan 2.1, from a picture")).toHaveTextContent(/needs a picture · /u);
    expect(await option("Grok Video 3")).toHaveTextContent(/words, usually pictures too · /u);
  });

  it("close nothing on a hint: an unusual shape stays open and says so, another quality can be typed", async () => {
    const { user, drafts } = await openApp();
    await user.click(screen.getByTestId("model-picker"));
    await user.click(await option("Grok Video 3"));
    const square = screen.getByTestId("ratio-1:1");
    expect(square).toHaveAccessibleDescription(
      "Grok Video 3 usually does not take this shape. You can still try it.",
    );
    await user.click(square);
    await pickOther(user, "quality");
    await user.type(screen.getByTestId("quality"), "480P");
    await pickOther(user, "duration");
    await user.type(screen.getByTestId("duration"), "7");
    expect(drafts.get()).toMatchObject({ aspectRatio: "1:1", quality: "480P", duration: 7 });
    await user.clear(screen.getByTestId("quality"));
    await user.tab();
    await waitFor(() => expect(screen.getByTestId("quality")).toHaveAttribute("data-value", ""));
  });

  it("switch a length that does not go with the quality, say why, and Undo is the last word", async () => {
    const { user, drafts } = await openApp();
    await pick(user, "duration", "4");
    await pick(user, "quality", "1080P");
    expect(drafts.get()).toMatchObject({ quality: "1080P", duration: 8 });
    expect((await screen.findByTestId("toast")).textContent).toContain(
      "1080P usually runs 8 s only. The length was switched.",
    );
    expect(screen.queryByTestId("limit-note")).toBeNull();
    await user.click(await screen.findByTestId("undo"));
    expect(drafts.get()).toMatchObject({ quality: "1080P", duration: 4 });
    expect(screen.getByTestId("limit-note").textContent).toBe("1080P usually runs 8 s only.");
    await settled();
    expect(drafts.get()).toMatchObject({ quality: "1080P", duration: 4 });
  });

  it("switch a length that does not go with what is already there when the model changes", async () => {
    const { user, drafts } = await openApp();
    act(() => drafts.update((now) => ({ ...now, model: "veo2", quality: "1080P", duration: 6 })));
    await user.click(screen.getByTestId("model-picker"));
    await user.click(await option("Veo 3.1"));
    expect(drafts.get()).toMatchObject({ model: "veo3.1-components", quality: "1080P", duration: 8 });
    expect((await screen.findByTestId("toast")).textContent).toContain("1080P usually runs 8 s only.");
    await user.click(await screen.findByTestId("undo"));
    expect(drafts.get()).toMatchObject({ model: "veo2", quality: "1080P", duration: 6 });
  });

  it("switch the length when a picture comes, and close it only where that is sure", async () => {
    const { user, control, drafts } = await openApp();
    await pick(user, "duration", "6");
    act(() => control.drop({ name: "one.jpg" }));
    await waitFor(() => expect(drafts.get().duration).toBe(8));
    await user.click(screen.getByTestId("duration"));
    const option = async () =>
      (await screen.findAllByTestId("duration-option")).find((one) => one.dataset.value === "4");
    expect(await option()).not.toHaveAttribute("data-disabled");
    await user.keyboard("{Escape}");
    const models = control.state().models.map((model) => ({ ...model, hints: [] }));
    act(() => control.emit({ type: "models", revision: 900, models, fault: null }));
    await user.click(screen.getByTestId("duration"));
    expect(await option()).toHaveAttribute("data-disabled");
    expect((await option())?.textContent).toContain("With a picture Veo 3.1 runs 8 s only.");
  });

  it("say which line of one's own file is wrong, in the picker and in Settings", async () => {
    const { user } = await openApp("models-fault");
    const words =
      "Line 12 of your models.toml: there is no field “speed”. Until it is mended, the built-in models count.";
    await user.click(screen.getByTestId("model-picker"));
    const said = await screen.findAllByTestId("models-fault");
    expect(said.map((one) => one.textContent)).toContain(words);
  });
});
