//! The folder of clips.

use stillwake_core::studio::Studio;
use tauri::State;

use super::Answer;
use crate::wire::{RepairView, StorageView, TrashView};

/// How the clips' folder stands now.
#[tauri::command]
#[specta::specta]
pub(crate) async fn storage_state(studio: State<'_, Studio>) -> Answer<StorageView> {
    Ok(studio.storage().await?.into())
}

/// Removes what is in the trash from the disk, for good.
#[tauri::command]
#[specta::specta]
pub(crate) async fn trash_empty(studio: State<'_, Studio>) -> Answer<TrashView> {
    Ok(studio.trash_empty().await?.into())
}

/// Looks at every clip: its file, its poster, its row. May take minutes.
#[tauri::command]
#[specta::specta]
pub(crate) async fn library_repair(studio: State<'_, Studio>) -> Answer<RepairView> {
    Ok(studio.repair().await?.into())
}
