// The player on one of the made-up clips, for component tests.
import { fireEvent, screen } from "@testing-library/react";
import { openApp } from "./test-app";

export async function openClip(scenario = "ready,library-5", nth = 0) {
  const app = await openApp(scenario);
  await app.user.click(screen.getByTestId("nav-library"));
  await app.user.click((await screen.findAllByRole("button", { name: /^Open:/u }))[nth] as HTMLElement);
  return { ...app, video: await screen.findByTestId<HTMLVideoElement>("player") };
}

/** Without a layout the thumb has no place yet, and counts as unseen. */
export const slider = (name: string) => screen.getByLabelText(name, { selector: "input" });
export const frame = () => screen.getByTestId("player-frame").textContent;
export const key = (name: string, more: object = {}) =>
  fireEvent.keyDown(document.body, { key: name, ...more });
/** The menu of a button, and what is chosen in it. */
export async function choose(
  { user }: Pick<Awaited<ReturnType<typeof openApp>>, "user">,
  menu: string,
  item: string,
  nth = 0,
) {
  await user.click(screen.getByTestId(menu));
  await user.click((await screen.findAllByTestId(item))[nth] as HTMLElement);
}
