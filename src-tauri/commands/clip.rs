//! Clips: lists of them, and what can be done with one.

use std::sync::Arc;

use stillwake_core::studio::Studio;
use tauri::State;

use super::Answer;
use crate::host::Desktop;
use crate::wire::{ClipCount, ClipFilter, ClipPage, ClipQuery, ClipView, JobView, MediaBase};

/// A page of the library.
#[tauri::command]
#[specta::specta]
pub(crate) async fn clips_list(
    studio: State<'_, Studio>,
    media: State<'_, MediaBase>,
    query: ClipQuery,
) -> Answer<ClipPage> {
    Ok(ClipPage::new(&studio.clips(query.into()).await?, &media))
}

/// How many clips a filter leaves, and which models the library has. A page does not wait for it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn clips_count(
    studio: State<'_, Studio>,
    filter: ClipFilter,
) -> Answer<ClipCount> {
    Ok(studio.clips_count(filter.into()).await?.into())
}

/// A clip.
#[tauri::command]
#[specta::specta]
pub(crate) async fn clip_get(
    studio: State<'_, Studio>,
    media: State<'_, MediaBase>,
    id: String,
) -> Answer<ClipView> {
    Ok(ClipView::of(&studio.clip(id).await?, &media))
}

/// Marks or unmarks a favourite.
#[tauri::command]
#[specta::specta]
pub(crate) async fn clip_favourite(
    studio: State<'_, Studio>,
    media: State<'_, MediaBase>,
    id: String,
    on: bool,
) -> Answer<ClipView> {
    Ok(ClipView::of(&studio.clip_favourite(id, on).await?, &media))
}

/// Moves a clip and its file into the trash.
#[tauri::command]
#[specta::specta]
pub(crate) async fn clip_trash(
    studio: State<'_, Studio>,
    media: State<'_, MediaBase>,
    id: String,
) -> Answer<ClipView> {
    Ok(ClipView::of(&studio.clip_trash(id, true).await?, &media))
}

/// Takes a clip and its file out of the trash.
#[tauri::command]
#[specta::specta]
pub(crate) async fn clip_restore(
    studio: State<'_, Studio>,
    media: State<'_, MediaBase>,
    id: String,
) -> Answer<ClipView> {
    Ok(ClipView::of(&studio.clip_trash(id, false).await?, &media))
}

/// Downloads a clip whose file is missing again. Costs nothing.
#[tauri::command]
#[specta::specta]
pub(crate) async fn clip_download(
    studio: State<'_, Studio>,
    media: State<'_, MediaBase>,
    id: String,
) -> Answer<JobView> {
    Ok(JobView::new(&studio.clip_download(id).await?, &media))
}

/// Shows a clip's file in the system's file manager.
#[tauri::command]
#[specta::specta]
pub(crate) async fn clip_reveal(
    studio: State<'_, Studio>,
    desktop: State<'_, Arc<dyn Desktop>>,
    id: String,
) -> Answer<()> {
    Ok(desktop.reveal(&studio.clip_file(id).await?)?)
}

/// Opens a clip's file in the system's player.
#[tauri::command]
#[specta::specta]
pub(crate) async fn clip_open(
    studio: State<'_, Studio>,
    desktop: State<'_, Arc<dyn Desktop>>,
    id: String,
) -> Answer<()> {
    Ok(desktop.open(&studio.clip_file(id).await?)?)
}
