//! Clips: lists of them, and what can be done with one.

use std::sync::Arc;

use stillwake_core::studio::Studio;
use tauri::State;

use super::Answer;
use crate::host::Desktop;
use crate::wire::{
    ClipCount, ClipFamily, ClipFilter, ClipPage, ClipQuery, ClipView, FrameTimes, JobView,
    MediaBase, PartKind, SavedFile,
};

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

/// Gives a clip's file another name.
#[tauri::command]
#[specta::specta]
pub(crate) async fn clip_rename(
    studio: State<'_, Studio>,
    media: State<'_, MediaBase>,
    id: String,
    name: String,
) -> Answer<ClipView> {
    Ok(ClipView::of(&studio.clip_rename(id, &name).await?, &media))
}

/// Keeps a person's note about a clip; empty for none.
#[tauri::command]
#[specta::specta]
pub(crate) async fn clip_note(
    studio: State<'_, Studio>,
    media: State<'_, MediaBase>,
    id: String,
    note: String,
) -> Answer<ClipView> {
    Ok(ClipView::of(&studio.clip_note(id, &note).await?, &media))
}

/// The clips that a clip came from and that came from it, and the takes of its press.
#[tauri::command]
#[specta::specta]
pub(crate) async fn clip_family(
    studio: State<'_, Studio>,
    media: State<'_, MediaBase>,
    id: String,
) -> Answer<ClipFamily> {
    Ok(ClipFamily::new(&studio.clip_family(id).await?, &media))
}

/// When each frame is shown.
#[tauri::command]
#[specta::specta]
pub(crate) async fn clip_frames(studio: State<'_, Studio>, id: String) -> Answer<FrameTimes> {
    Ok(studio.clip_frames(id).await?.into())
}

/// Puts a copy of a clip's file where the person says, in the system's own dialog.
#[tauri::command]
#[specta::specta]
pub(crate) async fn clip_copy(
    studio: State<'_, Studio>,
    desktop: State<'_, Arc<dyn Desktop>>,
    id: String,
    clean: bool,
) -> Answer<SavedFile> {
    let to = desktop.pick_place(&studio.clip_file(id.clone()).await?).await?;
    Ok(studio.clip_copy(id, to, clean).await?.into())
}

/// Saves the frames from one to another (both from 0, both in it) as a file beside the clips.
#[tauri::command]
#[specta::specta]
pub(crate) async fn clip_part(
    studio: State<'_, Studio>,
    id: String,
    first: u32,
    last: u32,
    kind: PartKind,
) -> Answer<SavedFile> {
    Ok(studio.clip_part(id, first, last, kind.into()).await?.into())
}

/// Keeps a poster that the player drew, for a clip that cannot be decoded here: a JPEG.
#[tauri::command]
#[specta::specta]
pub(crate) async fn clip_poster(
    studio: State<'_, Studio>,
    id: String,
    jpeg: Vec<u8>,
) -> Answer<()> {
    Ok(studio.clip_poster(id, jpeg).await?)
}

/// Takes a dropped file of ours into the library.
#[tauri::command]
#[specta::specta]
pub(crate) async fn clip_import(
    studio: State<'_, Studio>,
    media: State<'_, MediaBase>,
    id: String,
) -> Answer<ClipView> {
    Ok(ClipView::of(&studio.clip_import(&id).await?, &media))
}
