// The pictures' order, and how one that was removed comes back. Moving them needs sizes: tests/ui/pictures.test.ts.
import { act, screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { withoutPicture, withPictureAt } from "../../api/draft";
import type { PictureView } from "../../api/types";
import { openApp } from "../../test-app";

const picture = (id: string): PictureView => ({
  id,
  name: `${id}.jpg`,
  url: `/${id}.jpg`,
  width: 4,
  height: 3,
  cut: null,
});
const withThree = async () => {
  const app = await openApp();
  act(() => app.drafts.update((now) => ({ ...now, pictures: ["a", "b", "c"].map(picture) })));
  await waitFor(() => expect(screen.getAllByTestId("reference")).toHaveLength(3));
  return {
    ...app,
    order: () =>
      app.drafts
        .get()
        .pictures.map(({ id }) => id)
        .join(""),
  };
};

it("one that is removed comes back to its place", async () => {
  const { user, order } = await withThree();
  await user.click(screen.getAllByTestId("reference-remove")[1] as HTMLElement);
  expect(order()).toBe("ac");
  await user.click(await screen.findByTestId("undo"));
  expect(order()).toBe("abc");
});

it("cannot be moved where it is the only one", async () => {
  const { drafts } = await openApp();
  act(() => drafts.update((now) => ({ ...now, pictures: [picture("a")] })));
  await screen.findByTestId("reference");
  expect(screen.queryByTestId("reference-hold")).toBeNull();
});

describe("the order of pictures", () => {
  const draft = { pictures: ["a", "b"].map(picture) } as unknown as Parameters<typeof withPictureAt>[0];
  const ids = (of: typeof draft) => of.pictures.map(({ id }) => id).join("");

  it("takes a picture in at a place, at the end where there are fewer, and never twice", () => {
    expect(ids(withPictureAt(draft, picture("c"), 1))).toBe("acb");
    expect(ids(withPictureAt(draft, picture("c"), 9))).toBe("abc");
    expect(ids(withPictureAt(draft, picture("a"), 1))).toBe("ab");
    expect(ids(withoutPicture(draft, "a"))).toBe("b");
  });
});
