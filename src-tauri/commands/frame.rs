//! Single frames of a clip, decoded here and not in the page.

use stillwake_core::studio::Studio;
use tauri::State;

use super::Answer;
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
