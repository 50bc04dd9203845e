//! Files of ours that are dropped on the window: an MP4 that tells what was asked for it gives that back,
//! and can join the library. The page gets an id for the file and never its path.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::PoisonError;

use super::{ClipSnapshot, Event, Recalled, Studio, blocking};
use crate::clip::tag::{self, Tag};
use crate::clip::{self, Clip, Facts, identity, inspect, poster};
use crate::error::{Error, ErrorKind, Result};
use crate::host::Millis;
use crate::job::{IMPORTED, Job, Request, Service, State};
use crate::library;
use crate::picture;
use crate::store;
use crate::store::files::Tagged;

/// So many dropped files are remembered; nobody comes back to an older one.
const MOST: usize = 20;

/// Files that were dropped lately, by the ids that the page knows.
#[derive(Default)]
pub(super) struct Recent(VecDeque<(String, PathBuf)>);

/// What a dropped file tells.
struct Told {
    tag: Tag,
    identity: String,
}

impl Studio {
    /// Whether a dropped file is one of ours; then the page is told what it says.
    pub(super) async fn recall(&self, path: &Path) -> bool {
        let file = path.to_path_buf();
        let Ok(Some(told)) = blocking(move || Ok(told(&file))).await else { return false };
        let identity = told.identity;
        let known = self.store.read(move |db| store::files::with_identity(db, &identity)).await;
        let clip = known.unwrap_or_default();
        // The file of a clip that has lost its own can be that again.
        let lacks = match &clip {
            Some(id) => self.lacks_file(id).await,
            None => true,
        };
        let import = lacks.then(|| self.remember(path));
        let name = picture::display_name(path);
        self.host.emit(Event::Recalled(Box::new(Recalled { name, clip, import, tag: told.tag })));
        true
    }

    async fn lacks_file(&self, id: &str) -> bool {
        let found = self.clip_file(id.to_owned()).await;
        found.is_err_and(|fault| fault.kind == ErrorKind::ClipFileMissing)
    }

    fn remember(&self, path: &Path) -> String {
        let mut recent = self.recalled.lock().unwrap_or_else(PoisonError::into_inner);
        let id = uuid::Uuid::now_v7().to_string();
        recent.0.push_back((id.clone(), path.to_path_buf()));
        if recent.0.len() > MOST {
            recent.0.pop_front();
        }
        id
    }

    /// Takes a dropped file of ours into the library: a copy of it, with what it tells of itself. A clip
    /// that has lost its file has it again; one that is there by now is shown as it is.
    ///
    /// # Errors
    /// [`ErrorKind::ClipUnknown`] for an id of long ago, [`ErrorKind::ClipFileMissing`] where the
    /// file is gone or broken, or what the disk says.
    pub async fn clip_import(&self, id: &str) -> Result<ClipSnapshot> {
        let path = {
            let recent = self.recalled.lock().unwrap_or_else(PoisonError::into_inner);
            let found = recent.0.iter().find(|(known, _)| known == id);
            found.map(|(_, path)| path.clone())
        };
        let path = path.ok_or_else(|| Error::new(ErrorKind::ClipUnknown, "find a dropped file"))?;
        self.folders.check()?;
        let (folders, now) = (self.folders.clone(), self.clock.now());
        let taken = blocking(move || copy(&path, &folders, now)).await?;
        let identity = taken.clip.identity.clone().unwrap_or_default();
        let known = self.store.read(move |db| store::files::with_identity(db, &identity)).await?;
        if let Some(known) = known {
            if self.lacks_file(&known).await {
                let (folders, id) = (self.folders.clone(), known.clone());
                self.store.write(move |db| give_back(db, &folders, &id, &taken.part)).await?;
                self.library_changed();
            } else {
                library::discard(&taken.part)?;
            }
            return self.clip(known).await;
        }
        let id = taken.clip.id.clone();
        let folders = self.folders.clone();
        self.store.write(move |db| keep(db, &folders, taken)).await?;
        let (folders, drawn) = (self.folders.clone(), id.clone());
        let file = self.clip_file(id.clone()).await?;
        let drawn_one = blocking(move || poster::draw(&folders, &file, &drawn)).await;
        if let Err(fault) = drawn_one {
            tracing::info!(fault = %fault.chain(), "no poster yet");
        }
        self.library_changed();
        self.clip(id).await
    }
}

/// What a file tells of itself, if it is a clip of ours.
fn told(file: &Path) -> Option<Told> {
    let kind = std::fs::metadata(file).ok()?;
    if !kind.is_file() {
        return None;
    }
    let tag = tag::read(file).ok()??;
    Some(Told { tag, identity: identity::mark(file).ok()? })
}

/// A copy in the library's folder that has no name yet, and the rows for it.
struct Taken {
    part: PathBuf,
    clip: Clip,
    job: Job,
}

fn copy(path: &Path, folders: &library::Folders, now: Millis) -> Result<Taken> {
    let gone = || Error::new(ErrorKind::ClipFileMissing, "read a dropped file");
    let read = |fault| Error::disk("copy a dropped file", fault);
    let part = library::scratch(&folders.clips).map_err(read)?;
    let bytes = std::fs::copy(path, part.path()).map_err(read)?;
    part.as_file().sync_all().map_err(read)?;
    // The copy is looked at and not the original, which may change meanwhile.
    let facts = inspect::inspect(part.path()).map_err(|fault| gone().because(fault))?;
    let Told { tag, identity } = told(part.path()).ok_or_else(gone)?;
    let sha256 = clip::sha256(part.path())?;
    let (_, part) = part.keep().map_err(|fault| read(fault.error))?;
    let file = File { facts, bytes, sha256, identity };
    let (clip, job) = rows(tag, file, now);
    Ok(Taken { part, clip, job })
}

struct File {
    facts: Facts,
    bytes: u64,
    sha256: String,
    identity: String,
}

/// It was made elsewhere, and there is nobody to ask about it: a finished job without a number.
fn rows(tag: Tag, file: File, now: Millis) -> (Clip, Job) {
    let id = uuid::Uuid::now_v7().to_string();
    let clip = Clip {
        id: uuid::Uuid::now_v7().to_string(),
        job_id: id.clone(),
        name: library::clip_name(&tag.prompt, &tag.model, now),
        facts: file.facts,
        bytes: file.bytes,
        sha256: file.sha256,
        created_at: now,
        favourite: false,
        trashed_at: None,
        note: String::new(),
        identity: Some(file.identity),
        missing: false,
    };
    let request = Request {
        model: tag.model,
        prompt: tag.prompt,
        aspect_ratio: tag.aspect_ratio,
        quality: tag.quality,
        size: None,
        duration: tag.duration,
        pictures: Vec::new(),
    };
    let state = State::Done { task: None, clip: clip.id.clone(), cause: None };
    let mut job = Job::new(id.clone(), format!("{IMPORTED}{id}"), request, Service::Practice, now);
    (job.state, job.ended_at) = (state, Some(now));
    (clip, job)
}

/// A clip whose file was lost has it again, also out of the trash: a person has just brought it.
fn give_back(
    db: &mut rusqlite::Connection,
    folders: &library::Folders,
    id: &str,
    part: &Path,
) -> Result<()> {
    let (clip, _) = store::clip::get(db, id)?;
    let name = library::place(part, &folders.clips, library::last_part(&clip.name))?;
    store::clip::set_trashed(db, id, None, &name)?;
    store::files::set_name(db, id, &name)
}

fn keep(db: &mut rusqlite::Connection, folders: &library::Folders, taken: Taken) -> Result<()> {
    let Taken { part, mut clip, job } = taken;
    clip.name = library::place(&part, &folders.clips, &clip.name)?;
    store::job::insert(db, std::slice::from_ref(&job))?;
    store::clip::insert(db, &clip, &job)?;
    store::files::set_tagged(db, &clip.id, Tagged::Written, clip.bytes)
}
