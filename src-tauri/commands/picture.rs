//! Reference pictures. Dropped files never pass through the page: the window's own drop event
//! hands them to the studio.

use std::sync::Arc;

use stillwake_core::studio::Studio;
use tauri::State;

use super::Answer;
use crate::host::Desktop;

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

/// Takes what lies at a link as a picture; what came of it arrives as an event. Only web addresses
/// are followed: a path never is one.
#[tauri::command]
#[specta::specta]
pub(crate) async fn picture_link(studio: State<'_, Studio>, link: String) -> Answer<()> {
    studio.picture_link(link);
    Ok(())
}
