//! Writing what was asked for into a saved clip's file: beside it, whole, and then in its place. What the
//! clip shows is not touched, and is compared before the two change places.

use std::fs;

use super::Job;
use crate::clip::tag::{self, Tag};
use crate::clip::{Clip, identity};
use crate::error::{Error, Result};
use crate::library::{self, Folders};
use crate::step::{self, Step, Steps};
use crate::store::files::Tagged;

/// What a file may tell of its job: never its number, its address, its key, its cost or a path.
pub(crate) fn of_job(job: &Job) -> Tag {
    let request = &job.request;
    Tag {
        prompt: request.prompt.clone(),
        model: request.model.clone(),
        aspect_ratio: request.aspect_ratio.clone(),
        quality: request.quality.clone(),
        duration: request.duration,
        app: env!("CARGO_PKG_VERSION").to_owned(),
    }
}

/// Writes the settings into a clip's file; how that stands then, and how large the file is, bytes.
///
/// # Errors
/// What the disk says: then the file is as it was.
pub(crate) fn into_file(
    folders: &Folders,
    clip: &Clip,
    job: &Job,
    wanted: bool,
    steps: &dyn Steps,
) -> Result<(Tagged, u64)> {
    if !wanted {
        return Ok((Tagged::LeftAlone, clip.bytes));
    }
    let write = |fault| Error::disk("write settings into a clip", fault);
    let trashed = clip.trashed_at.is_some();
    let file = folders.clip(&clip.name, trashed);
    let folder = file.parent().unwrap_or(&folders.clips);
    let part = library::scratch(folder).map_err(write)?;
    match tag::write(&file, part.path(), &of_job(job)) {
        Ok(()) => {}
        Err(tag::Fault::Disk(fault)) => return Err(write(fault)),
        Err(fault) => {
            tracing::info!(clip = %clip.id, %fault, "a clip takes no settings");
            return Ok((Tagged::LeftAlone, clip.bytes));
        }
    }
    let shown = identity::mark(part.path()).ok();
    if shown.is_none() || shown != identity::mark(&file).ok() {
        tracing::warn!(clip = %clip.id, "a clip with settings would not show the same");
        return Ok((Tagged::LeftAlone, clip.bytes));
    }
    let bytes = fs::metadata(part.path()).map_err(write)?.len();
    step::done(steps, Step::TagRename, || {
        part.persist(&file).map_err(|fault| write(fault.error))?;
        library::sync_folder(folder)
    })?;
    Ok((Tagged::Written, bytes))
}
