import { fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Wake } from "./wake";

const play = vi.fn(() => Promise.resolve());

beforeEach(() => {
  play.mockClear();
  vi.spyOn(HTMLMediaElement.prototype, "play").mockImplementation(play);
  vi.spyOn(HTMLMediaElement.prototype, "pause").mockImplementation(() => {});
  vi.spyOn(HTMLMediaElement.prototype, "load").mockImplementation(() => {});
});
afterEach(() => {
  delete document.documentElement.dataset.motion;
});

const film = () => document.querySelector("video");

it("is a picture with a name until it wakes, and rests on its film after that", () => {
  const woken = vi.fn();
  const { rerender } = render(<Wake still="/still.jpg" alt="A heron" film="/film.mp4" onWoken={woken} />);
  expect(screen.getByRole("img", { name: "A heron" })).toBeTruthy();
  expect(film()).toBeNull();
  rerender(<Wake still="/still.jpg" alt="A heron" film="/film.mp4" waking onWoken={woken} />);
  const video = film() as HTMLVideoElement;
  expect(video.getAttribute("src")).toBe("/film.mp4");
  expect(video).toHaveAttribute("aria-hidden", "true");
  expect(video.muted).toBe(true);
  expect(play).toHaveBeenCalledTimes(1);
  expect(screen.getByTestId("wake").dataset.awake).toBe("false");
  fireEvent.playing(video);
  expect(screen.getByTestId("wake").dataset.awake).toBe("true");
  fireEvent.ended(video);
  expect(woken).toHaveBeenCalledTimes(1);
  expect(play).toHaveBeenCalledTimes(1);
});

it("lets go of its film when it leaves", () => {
  const { unmount } = render(<Wake still="/still.jpg" film="/film.mp4" waking />);
  const video = film() as HTMLVideoElement;
  unmount();
  expect(video.getAttribute("src")).toBeNull();
});

it("stays a still for those who ask for less motion", () => {
  document.documentElement.dataset.motion = "reduced";
  render(<Wake still="/still.jpg" alt="A heron" film="/film.mp4" waking />);
  expect(film()).toBeNull();
  expect(screen.getByRole("img", { name: "A heron" })).toBeTruthy();
});
