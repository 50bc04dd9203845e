// The shell behind the page. The only file that imports @tauri-apps.
import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import type { Platform } from "./types";
import type { StudioEvent } from "./wire";

export function createTauriPlatform(): Platform {
  return {
    appState: () => invoke("app_state"),
    subscribe: (listener) => listen<StudioEvent>("studio-event", (event) => listener(event.payload)),

    jobCreate: (request, press) => invoke("job_create", { request, press }),
    jobStop: (id) => invoke("job_stop", { id }),
    jobWatch: (id) => invoke("job_watch", { id }),
    jobRetry: (id, press) => invoke("job_retry", { id, press }),
    jobResend: (id, press) => invoke("job_resend", { id, press }),
    jobAdopt: (id, taskNumber) => invoke("job_adopt", { id, taskNumber }),
    jobGiveUp: (id) => invoke("job_give_up", { id }),
    jobDetails: (id) => invoke("job_details", { id }),

    keyCheck: (key) => invoke("key_check", { key }),
    keyPaste: () => invoke("key_paste"),
    keyClear: () => invoke("key_clear"),
    settingsSet: (patch) => invoke("settings_set", { patch }),

    picturePick: () => invoke("picture_pick"),

    clipsList: (query) => invoke("clips_list", { query }),
    clipGet: (id) => invoke("clip_get", { id }),
    clipFavourite: (id, on) => invoke("clip_favourite", { id, on }),
    clipTrash: (id) => invoke("clip_trash", { id }),
    clipRestore: (id) => invoke("clip_restore", { id }),
    clipReveal: (id) => invoke("clip_reveal", { id }),
    clipOpen: (id) => invoke("clip_open", { id }),
    frameSave: (id, frame) => invoke("frame_save", { id, frame }),
    framePicture: (id, frame) => invoke("frame_picture", { id, frame }),

    textCopy: (text) => invoke("text_copy", { text }),
    linkOpen: (page) => invoke("link_open", { page }),
    windowReady: () => invoke("window_ready"),
  };
}
