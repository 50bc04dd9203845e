// The shell behind the page. The only file of ours that imports from Tauri, through the generated bindings.
import { commands, events } from "../bindings";
import type { Platform } from "./types";

export function createTauriPlatform(): Platform {
  return {
    ...commands,
    subscribe: (listener) => events.studioEvent.listen((event) => listener(event.payload)),
  };
}
