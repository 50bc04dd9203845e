//! What is done with many clips at once.

use std::sync::Arc;

use stillwake_core::studio::Studio;
use tauri::State;

use super::Answer;
use crate::host::Desktop;
use crate::wire::ExportView;

/// Marks or unmarks favourites; the ids of those that changed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn clips_favourite(
    studio: State<'_, Studio>,
    ids: Vec<String>,
    on: bool,
) -> Answer<Vec<String>> {
    Ok(studio.clips_favourite(ids, on).await?)
}

/// Moves clips into the trash; the ids of those that moved.
#[tauri::command]
#[specta::specta]
pub(crate) async fn clips_trash(
    studio: State<'_, Studio>,
    ids: Vec<String>,
) -> Answer<Vec<String>> {
    Ok(studio.clips_trash(ids, true).await?)
}

/// Takes clips out of the trash; the ids of those that moved.
#[tauri::command]
#[specta::specta]
pub(crate) async fn clips_restore(
    studio: State<'_, Studio>,
    ids: Vec<String>,
) -> Answer<Vec<String>> {
    Ok(studio.clips_trash(ids, false).await?)
}

/// Copies clips and a list of their prompts into a folder that the person chooses.
#[tauri::command]
#[specta::specta]
pub(crate) async fn clips_export(
    studio: State<'_, Studio>,
    desktop: State<'_, Arc<dyn Desktop>>,
    ids: Vec<String>,
    clean: bool,
) -> Answer<ExportView> {
    let folder = desktop.pick_folder().await?;
    Ok(studio.clips_export(ids, folder, clean).await?.into())
}

/// Takes the files of clips under the pointer, out of the window. To be called while a button is held.
#[tauri::command]
#[specta::specta]
pub(crate) async fn clips_drag(
    studio: State<'_, Studio>,
    desktop: State<'_, Arc<dyn Desktop>>,
    ids: Vec<String>,
) -> Answer<()> {
    Ok(desktop.drag(studio.clip_files(ids).await?)?)
}
