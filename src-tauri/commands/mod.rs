//! The list of commands and events. TypeScript is generated from it (`tests/ipc` checks that the
//! generated file is current). One file per noun; a command parses, calls the studio, converts.

mod app;
mod clip;
mod clips;
mod collection;
mod frame;
mod job;
mod key;
mod money;
mod picture;
mod preset;
mod proxy;
mod queue;
mod record;
mod storage;

use tauri::Runtime;
use tauri_specta::{Builder, ErrorHandlingMode, collect_commands, collect_events};

use crate::wire::{CommandError, StudioEvent};

type Answer<T> = Result<T, CommandError>;

/// Every command and every event.
pub fn list<R: Runtime>() -> Builder<R> {
    Builder::<R>::new()
        .commands(collect_commands![
            app::app_state,
            app::settings_set,
            app::text_copy,
            app::link_open,
            app::window_ready,
            clip::clips_count,
            clip::clips_list,
            clip::clip_get,
            clip::clip_favourite,
            clip::clip_trash,
            clip::clip_restore,
            clip::clip_download,
            clip::clip_reveal,
            clip::clip_open,
            clip::clip_rename,
            clip::clip_note,
            clip::clip_family,
            clip::clip_frames,
            clip::clip_copy,
            clip::clip_part,
            clip::clip_poster,
            clip::clip_import,
            clips::clips_favourite,
            clips::clips_trash,
            clips::clips_restore,
            clips::clips_export,
            clips::clips_drag,
            collection::collections_list,
            collection::collection_create,
            collection::collection_rename,
            collection::collection_remove,
            collection::collection_add,
            collection::collection_take,
            frame::frame_save,
            frame::frame_picture,
            frame::frame_copy,
            job::job_create,
            job::job_stop,
            job::job_watch,
            job::job_ask,
            job::job_retry,
            job::job_resend,
            job::job_adopt,
            job::job_add,
            job::job_move,
            job::job_give_up,
            job::job_details,
            key::key_check,
            key::key_paste,
            key::key_clear,
            money::price_estimate,
            money::spend_month,
            money::balance_read,
            picture::picture_pick,
            picture::picture_link,
            picture::picture_paste,
            picture::picture_crop,
            picture::pictures_get,
            preset::presets_list,
            preset::preset_save,
            preset::preset_remove,
            proxy::proxy_password_set,
            proxy::proxy_password_clear,
            queue::queue_pause,
            queue::queue_go_on,
            queue::queue_clear,
            queue::queue_bring_back,
            queue::waiting_send,
            queue::waiting_keep,
            queue::waiting_remove,
            record::record_state,
            record::backups_list,
            record::backup_restore,
            storage::storage_state,
            storage::trash_empty,
            storage::library_repair,
        ])
        .events(collect_events![StudioEvent])
        .error_handling(ErrorHandlingMode::Throw)
        .dangerously_cast_bigints_to_number()
        .disable_serde_phases()
}
