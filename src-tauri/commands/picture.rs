//! Reference pictures. Dropped files never pass through the page: the window's own drop event
//! hands them to the studio.

use std::sync::Arc;

use stillwake_core::studio::Studio;
use tauri::State;

use super::Answer;
use crate::host::{Desktop, Pasted};
use crate::wire::{MediaBase, PicturePart, PictureView};

/// Opens the system's file picker; what came of the files arrives as an event.
#[tauri::command]
#[specta::specta]
pub(crate) async fn picture_pick(
    studio: State<'_, Studio>,
    desktop: State<'_, Arc<dyn Desktop>>,
) -> Answer<()> {
    studio.pictures_take(desktop.pick_pictures().await?);
    Ok(())
}

/// Takes the picture or the files that lie on the clipboard, which the page never sees; what came
/// of them arrives as an event. False where there is neither.
#[tauri::command]
#[specta::specta]
pub(crate) async fn picture_paste(
    studio: State<'_, Studio>,
    desktop: State<'_, Arc<dyn Desktop>>,
) -> Answer<bool> {
    match desktop.pasted_pictures().await? {
        Pasted::Files(files) => studio.pictures_take(files),
        Pasted::Pixels(pixels) => studio.picture_pixels(pixels),
        Pasted::Unreadable => studio.picture_unreadable(),
        Pasted::Nothing => return Ok(false),
    }
    Ok(true)
}

/// A part of a picture as a picture of its own, to be sent in its place.
#[tauri::command]
#[specta::specta]
pub(crate) async fn picture_crop(
    studio: State<'_, Studio>,
    media: State<'_, MediaBase>,
    id: String,
    part: PicturePart,
) -> Answer<PictureView> {
    let cut = studio.picture_crop(id, part.into()).await?;
    Ok(PictureView::new(&cut, &media))
}

/// Pictures by their ids, with the addresses of this run; those that are gone are left out.
#[tauri::command]
#[specta::specta]
pub(crate) async fn pictures_get(
    studio: State<'_, Studio>,
    media: State<'_, MediaBase>,
    ids: Vec<String>,
) -> Answer<Vec<PictureView>> {
    let found = studio.pictures(ids).await?;
    Ok(found.iter().map(|picture| PictureView::new(picture, &media)).collect())
}

/// Takes what lies at a link as a picture; what came of it arrives as an event. Only web addresses
/// are followed: a path never is one.
#[tauri::command]
#[specta::specta]
pub(crate) async fn picture_link(studio: State<'_, Studio>, link: String) -> Answer<()> {
    studio.picture_link(link);
    Ok(())
}
