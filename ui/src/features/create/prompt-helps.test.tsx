// Words at the cursor and the prompts of before, on the whole page.
import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import i18next from "i18next";
import { afterEach, describe, expect, it } from "vitest";
import { openApp } from "../../test-app";

const prompt = () => screen.getByTestId<HTMLTextAreaElement>("prompt");
const write = (text: string) => fireEvent.change(prompt(), { target: { value: text } });
const generate = () => fireEvent.keyDown(prompt(), { key: "Enter", ctrlKey: true });
const back = (more: object = {}) => fireEvent.keyDown(prompt(), { key: "ArrowUp", altKey: true, ...more });
const forth = () => fireEvent.keyDown(prompt(), { key: "ArrowDown", altKey: true });

afterEach(() => i18next.changeLanguage("en"));

describe("one tap", () => {
  it("puts plain words where the cursor is, and the cursor behind them", async () => {
    const { user } = await openApp();
    write("A heron on a lake");
    prompt().setSelectionRange(7, 7);
    await user.click(screen.getByTestId("chips-light"));
    const words = await screen.findAllByTestId("chip");
    expect(words).toHaveLength(9);
    await user.click(words[0] as HTMLElement);
    await waitFor(() => expect(prompt().value).toBe("A heron, warm light of the golden hour, on a lake"));
    await waitFor(() => expect(prompt()).toHaveFocus());
    expect(prompt().selectionStart).toBe("A heron, warm light of the golden hour,".length);
  });

  it("speaks the language of the prompt, and that of the page where there is no prompt yet", async () => {
    const { user } = await openApp();
    write("湖边的苍鹭");
    prompt().setSelectionRange(5, 5);
    await user.click(screen.getByTestId("chips-camera"));
    await user.click((await screen.findAllByTestId("chip"))[0] as HTMLElement);
    await waitFor(() => expect(prompt().value).toBe("湖边的苍鹭，镜头缓缓推近"));
    write("");
    await user.click(screen.getByTestId("chips-camera"));
    expect((await screen.findAllByTestId("chip"))[0]).toHaveTextContent("the camera slowly pushes in");
  });
});

describe("prompts that were sent", () => {
  it("come back with Alt+Up, and what was being written with Alt+Down", async () => {
    await openApp();
    for (const text of ["First", "Second"]) {
      write(text);
      generate();
      await waitFor(() => expect(screen.getAllByTestId("job")[0]).toHaveTextContent(text));
    }
    write("Being written");
    back();
    expect(prompt().value).toBe("Second");
    back();
    back();
    expect(prompt().value).toBe("First");
    forth();
    expect(prompt().value).toBe("Second");
    forth();
    expect(prompt().value).toBe("Being written");
  });

  it("leave the keys of an input method and of the cursor alone", async () => {
    const { drafts } = await openApp();
    write("Sent");
    generate();
    await screen.findByTestId("job");
    write("写字");
    back({ isComposing: true });
    back({ altKey: false });
    expect(drafts.get().prompt).toBe("写字");
  });

  it("stand in a menu that is there once there is one, also after a restart", async () => {
    const first = await openApp();
    expect(screen.queryByTestId("prompt-history")).toBeNull();
    write("A kite in the wind");
    generate();
    await screen.findByTestId("job");
    act(() => first.unmount());
    const { user } = await openApp();
    write("");
    await user.click(screen.getByTestId("prompt-history"));
    await user.click(await screen.findByTestId("recent-prompt"));
    expect(prompt().value).toBe("A kite in the wind");
  });

  it("are those that were taken on, not those that were refused", async () => {
    await openApp();
    write("  ");
    generate();
    await screen.findByText("Write what should happen, then generate.");
    expect(localStorage.getItem("stillwake.prompts")).toBeNull();
  });
});
