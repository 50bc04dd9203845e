//! Jobs: making them and everything a card offers. `press` is made by the page for one press of a
//! button, because a command can arrive twice when the page is reloaded: the same press twice
//! gives the same jobs.

use stillwake_core::studio::Studio;
use tauri::State;

use super::Answer;
use crate::wire::{JobRequest, JobView, MediaBase};

/// Makes the jobs of one press of Generate.
#[tauri::command]
#[specta::specta]
pub(crate) async fn job_create(
    studio: State<'_, Studio>,
    media: State<'_, MediaBase>,
    request: JobRequest,
    press: String,
) -> Answer<Vec<JobView>> {
    let jobs = studio.job_create(request.into(), press).await?;
    Ok(jobs.iter().map(|job| JobView::new(job, &media)).collect())
}

/// Stops watching a job. The service has no cancel.
#[tauri::command]
#[specta::specta]
pub(crate) async fn job_stop(
    studio: State<'_, Studio>,
    media: State<'_, MediaBase>,
    id: String,
) -> Answer<JobView> {
    Ok(JobView::new(&studio.job_stop(id).await?, &media))
}

/// Watches a stopped job again, or asks about a failed one that has a task number.
#[tauri::command]
#[specta::specta]
pub(crate) async fn job_watch(
    studio: State<'_, Studio>,
    media: State<'_, MediaBase>,
    id: String,
) -> Answer<JobView> {
    Ok(JobView::new(&studio.job_watch(id).await?, &media))
}

/// Asks about a job in the making now; the answer is the job as the service left it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn job_ask(
    studio: State<'_, Studio>,
    media: State<'_, MediaBase>,
    id: String,
) -> Answer<JobView> {
    Ok(JobView::new(&studio.job_ask(id).await?, &media))
}

/// A new job with the request of a failed or stopped one.
#[tauri::command]
#[specta::specta]
pub(crate) async fn job_retry(
    studio: State<'_, Studio>,
    media: State<'_, MediaBase>,
    id: String,
    press: String,
) -> Answer<JobView> {
    Ok(JobView::new(&studio.job_retry(id, press).await?, &media))
}

/// Sends an unclear job again: the person has checked that it was not made.
#[tauri::command]
#[specta::specta]
pub(crate) async fn job_resend(
    studio: State<'_, Studio>,
    media: State<'_, MediaBase>,
    id: String,
    press: String,
) -> Answer<JobView> {
    Ok(JobView::new(&studio.job_send_again(id, press).await?, &media))
}

/// Watches an unclear job under the task number that the person found.
#[tauri::command]
#[specta::specta]
pub(crate) async fn job_adopt(
    studio: State<'_, Studio>,
    media: State<'_, MediaBase>,
    id: String,
    task_number: String,
) -> Answer<JobView> {
    Ok(JobView::new(&studio.job_adopt(id, task_number).await?, &media))
}

/// Watches and saves what was made elsewhere under a task number, at the service of now.
#[tauri::command]
#[specta::specta]
pub(crate) async fn job_add(
    studio: State<'_, Studio>,
    media: State<'_, MediaBase>,
    task_number: String,
    model: String,
    press: String,
) -> Answer<JobView> {
    Ok(JobView::new(&studio.job_add(task_number, model, press).await?, &media))
}

/// Puts a waiting job directly before another one, or behind all of them; the answer is those that
/// have changed places.
#[tauri::command]
#[specta::specta]
pub(crate) async fn job_move(
    studio: State<'_, Studio>,
    media: State<'_, MediaBase>,
    id: String,
    before: Option<String>,
) -> Answer<Vec<JobView>> {
    let moved = studio.job_move(id, before).await?;
    Ok(moved.iter().map(|job| JobView::new(job, &media)).collect())
}

/// Gives an unclear job up.
#[tauri::command]
#[specta::specta]
pub(crate) async fn job_give_up(
    studio: State<'_, Studio>,
    media: State<'_, MediaBase>,
    id: String,
) -> Answer<JobView> {
    Ok(JobView::new(&studio.job_stop(id).await?, &media))
}

/// Plain text for a support request; there is no key in it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn job_details(studio: State<'_, Studio>, id: String) -> Answer<String> {
    Ok(studio.job(id).await?.details())
}
