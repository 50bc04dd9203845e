// The whole page on the made-up platform, for component tests.
import { QueryClient } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { createDraftStore } from "./api/draft-store";
import { App } from "./app";
import { createFakePlatform } from "./platform/fake";

export async function openApp(scenario = "ready,hold,pace-1") {
  const platform = createFakePlatform(scenario);
  const cache = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const drafts = createDraftStore(localStorage, sessionStorage);
  const page = render(<App platform={platform} cache={cache} drafts={drafts} />);
  await screen.findAllByTestId(/^(onboarding|nav-create)$/u);
  const called = (name: string) =>
    platform.control.calls.filter((call) => call.name === name).map((call) => call.with);
  return { ...page, platform, control: platform.control, cache, drafts, called, user: userEvent.setup() };
}
