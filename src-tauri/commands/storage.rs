//! The folder of clips.

use stillwake_core::studio::Studio;
use tauri::State;

use super::Answer;
use crate::wire::StorageView;

/// How the clips' folder stands now.
#[tauri::command]
#[specta::specta]
pub(crate) async fn storage_state(studio: State<'_, Studio>) -> Answer<StorageView> {
    Ok(studio.storage().await?.into())
}
