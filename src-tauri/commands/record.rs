//! The database itself: how it stands, its backups, and putting one back.

use std::sync::Arc;

use stillwake_core::studio::Studio;
use tauri::State;

use super::Answer;
use crate::host::Desktop;
use crate::wire::{BackupView, RecordView};

/// How the database itself stands.
#[tauri::command]
#[specta::specta]
pub(crate) async fn record_state(studio: State<'_, Studio>) -> Answer<RecordView> {
    Ok(studio.record().into())
}

/// The backups, newest first. Each is looked through: that may take seconds.
#[tauri::command]
#[specta::specta]
pub(crate) async fn backups_list(studio: State<'_, Studio>) -> Answer<Vec<BackupView>> {
    Ok(studio.backups().await?.into_iter().map(Into::into).collect())
}

/// Starts the app again with a backup in the database's place.
#[tauri::command]
#[specta::specta]
pub(crate) async fn backup_restore(
    studio: State<'_, Studio>,
    desktop: State<'_, Arc<dyn Desktop>>,
    id: String,
) -> Answer<()> {
    studio.backup_restore(id).await?;
    desktop.restart();
    Ok(())
}
