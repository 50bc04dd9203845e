//! Writing what was asked for into a saved clip's file: beside it, whole, and then in its place. What the
//! clip shows is not touched, and is compared before the two change places.

use std::io;
use std::sync::Arc;

use rusqlite::Connection;
use tempfile::NamedTempFile;

use super::Job;
use crate::blocking::blocking;
use crate::clip::identity::{identity, mark};
use crate::clip::tag::{self, Tag};
use crate::clip::{Clip, inspect};
use crate::error::{Error, ErrorKind, Result};
use crate::library::{self, Folders};
use crate::step::{self, Step, Steps};
use crate::store::files::Tagged;
use crate::store::{self, Store};

/// What a file may tell of its job: never its number, its address, its key, its cost or a path.
fn of_job(job: &Job) -> Tag {
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

/// Writes the settings into a clip's file, once its row is there; how large the file is then, bytes. What
/// fails, or is cut off by the end of the app, is done after a later start.
///
/// # Errors
/// What the disk or the database says: then the file is as it was.
pub(crate) async fn write(
    store: &Store,
    folders: &Folders,
    clip: &Clip,
    job: &Job,
    wanted: bool,
    steps: Arc<dyn Steps>,
) -> Result<u64> {
    let (row, home, tag) = (clip.clone(), folders.clone(), of_job(job));
    let part = match wanted {
        true => blocking(move || with_settings(&home, &row, &tag)).await?,
        false => None,
    };
    let (row, home) = (clip.clone(), folders.clone());
    store.write(move |db| settle(db, &home, &row, part, &*steps)).await
}

/// The file as it is to be, beside the one that it is to replace; None where that takes no settings.
fn with_settings(folders: &Folders, clip: &Clip, tag: &Tag) -> Result<Option<NamedTempFile>> {
    let file = folders.clip(&clip.name, clip.trashed_at.is_some());
    let part = library::scratch(file.parent().unwrap_or(&folders.clips)).map_err(failed)?;
    match tag::write(&file, part.path(), tag) {
        Ok(()) => {}
        Err(tag::Fault::Disk(fault) | tag::Fault::File(inspect::Fault::Disk(fault))) => {
            return Err(failed(fault));
        }
        Err(fault) => {
            tracing::info!(clip = %clip.id, %fault, "a clip takes no settings");
            return Ok(None);
        }
    }
    // It is the only copy of something that was paid for: all of it is compared.
    let same = identity(part.path()).ok().zip(identity(&file).ok()).is_some_and(|(a, b)| a == b);
    if !same {
        tracing::warn!(clip = %clip.id, "a clip with settings would not show the same");
    }
    Ok(same.then_some(part))
}

/// Lets the two change places, on the connection on which files are moved: one that a person has moved
/// meanwhile is left for a later start, and nothing else is ever replaced.
fn settle(
    db: &Connection,
    folders: &Folders,
    clip: &Clip,
    part: Option<NamedTempFile>,
    steps: &dyn Steps,
) -> Result<u64> {
    let (now, _) = store::clip::get(db, &clip.id)?;
    let Some(part) = part else {
        store::files::set_tagged(db, &clip.id, Tagged::LeftAlone, now.bytes)?;
        return Ok(now.bytes);
    };
    let file = folders.clip(&now.name, now.trashed_at.is_some());
    let stayed = (&now.name, now.trashed_at) == (&clip.name, clip.trashed_at);
    if !stayed || mark(part.path()).ok() != mark(&file).ok() {
        return Err(Error::new(ErrorKind::NotNow, "write settings into a clip that was moved"));
    }
    let bytes = part.as_file().metadata().map_err(failed)?.len();
    step::done(steps, Step::TagRename, || {
        part.persist(&file).map_err(|fault| failed(fault.error))?;
        library::sync_folder(file.parent().unwrap_or(&folders.clips))
    })?;
    store::files::set_tagged(db, &clip.id, Tagged::Written, bytes)?;
    Ok(bytes)
}

fn failed(fault: io::Error) -> Error {
    Error::disk("write settings into a clip", fault)
}
