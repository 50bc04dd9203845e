//! The queue as a whole: pause, go on, and the answer about jobs that have waited for long.

use stillwake_core::studio::{Studio, WaitingAnswer};
use tauri::State;

use super::Answer;
use crate::wire::{GoOnOver, JobView, MediaBase, QueueView};

/// Sends nothing more that waits, until `queue_go_on`. What was sent is made and saved.
#[tauri::command]
#[specta::specta]
pub(crate) async fn queue_pause(studio: State<'_, Studio>) -> Answer<QueueView> {
    Ok(studio.queue_pause().await?.into())
}

/// Ends what the person has read about; nothing happens where that is not so any more.
#[tauri::command]
#[specta::specta]
pub(crate) async fn queue_go_on(studio: State<'_, Studio>, over: GoOnOver) -> Answer<QueueView> {
    Ok(studio.queue_go_on(over.into()).await?.into())
}

/// Puts cards of jobs that have ended away; the answer is the ids of those that are gone.
#[tauri::command]
#[specta::specta]
pub(crate) async fn queue_clear(
    studio: State<'_, Studio>,
    ids: Vec<String>,
) -> Answer<Vec<String>> {
    Ok(studio.queue_clear(ids).await?)
}

/// Takes cards back that were put away.
#[tauri::command]
#[specta::specta]
pub(crate) async fn queue_bring_back(
    studio: State<'_, Studio>,
    media: State<'_, MediaBase>,
    ids: Vec<String>,
) -> Answer<Vec<JobView>> {
    let back = studio.queue_bring_back(ids).await?;
    Ok(back.iter().map(|job| JobView::new(job, &media)).collect())
}

/// Sends these jobs although they have waited for long.
#[tauri::command]
#[specta::specta]
pub(crate) async fn waiting_send(studio: State<'_, Studio>, ids: Vec<String>) -> Answer<QueueView> {
    Ok(studio.waiting(WaitingAnswer::Send, ids).await?.into())
}

/// Lets these jobs wait on; nobody is asked about them again before the next start.
#[tauri::command]
#[specta::specta]
pub(crate) async fn waiting_keep(studio: State<'_, Studio>, ids: Vec<String>) -> Answer<QueueView> {
    Ok(studio.waiting(WaitingAnswer::Keep, ids).await?.into())
}

/// Stops these jobs: they are never sent, and cost nothing.
#[tauri::command]
#[specta::specta]
pub(crate) async fn waiting_remove(
    studio: State<'_, Studio>,
    ids: Vec<String>,
) -> Answer<QueueView> {
    Ok(studio.waiting(WaitingAnswer::Remove, ids).await?.into())
}
