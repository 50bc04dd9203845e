//! Single frames of a clip, decoded here and not in the page.

use std::sync::Arc;

use stillwake_core::studio::Studio;
use tauri::State;

use super::Answer;
use crate::host::Desktop;
use crate::wire::{MediaBase, PictureView, SavedFrame};

/// Saves a frame (counted from 0) as a PNG of full size beside the clips.
#[tauri::command]
#[specta::specta]
pub(crate) async fn frame_save(
    studio: State<'_, Studio>,
    id: String,
    frame: u32,
) -> Answer<SavedFrame> {
    Ok(SavedFrame { name: studio.frame_save(id, frame).await? })
}

/// Takes a frame (counted from 0) as a reference picture.
#[tauri::command]
#[specta::specta]
pub(crate) async fn frame_picture(
    studio: State<'_, Studio>,
    media: State<'_, MediaBase>,
    id: String,
    frame: u32,
) -> Answer<PictureView> {
    Ok(PictureView::new(&studio.frame_picture(id, frame).await?, &media))
}

/// Puts a frame (counted from 0) on the clipboard, in full size.
#[tauri::command]
#[specta::specta]
pub(crate) async fn frame_copy(
    studio: State<'_, Studio>,
    desktop: State<'_, Arc<dyn Desktop>>,
    id: String,
    frame: u32,
) -> Answer<()> {
    Ok(desktop.copy_picture(studio.frame_pixels(id, frame).await?).await?)
}
