//! Keeping a verified clip: its name, its poster, and clip and finished job written down together.
//! A file that got its name but was not written down before the app ended is adopted here.

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use sha2::{Digest, Sha256};

use super::{Runner, Turn, blocking};
use crate::clip::part::{Part, Placed, Whole};
use crate::clip::{self, Clip, identity, inspect, poster};
use crate::error::{Error, Result};
use crate::job::runner::Report;
use crate::job::{Happened, tags};
use crate::library;
use crate::step::{self, Step};
use crate::store;

impl Runner {
    /// The file that an earlier run has given its name without writing that down, if it is there
    /// and nobody else's.
    pub(super) async fn adopted(&self, part: &mut Part) -> Result<Option<(Whole, String)>> {
        let Some(placed) = part.placed().cloned() else { return Ok(None) };
        let Some(shelf) = self.shelf().await else { return Ok(None) };
        let name = placed.name.clone();
        let taken = self.bench.store.read(move |db| store::clip::has_name(db, &name)).await?;
        let again = self.job.state.clip().is_some();
        let found = match taken && !again {
            true => None,
            false => blocking(move || Ok(the_same(&shelf, placed))).await?,
        };
        if found.is_none() {
            self.forget(part).await;
        }
        Ok(found)
    }

    /// The folder in which the clip's file belongs.
    async fn shelf(&self) -> Option<PathBuf> {
        let Some(id) = self.job.state.clip().map(str::to_owned) else {
            return Some(self.bench.folders.shelf(false));
        };
        let found = self.bench.store.read(move |db| store::clip::get(db, &id)).await;
        found.ok().map(|(clip, _)| self.bench.folders.shelf(clip.trashed_at.is_some()))
    }

    /// Keeps a verified file, which may have its name already.
    pub(super) async fn keep(
        &mut self,
        part: &mut Part,
        whole: Whole,
        name: Option<String>,
    ) -> Turn {
        match self.job.state.clip().map(str::to_owned) {
            None => self.keep_new(part, whole, name).await,
            Some(clip) => self.keep_again(clip, part, whole, name).await,
        }
    }

    /// Gives the verified file its name, and writes clip and finished job down together.
    async fn keep_new(&mut self, part: &mut Part, whole: Whole, name: Option<String>) -> Turn {
        let now = self.now();
        let wanted = library::clip_name(&self.job.request.prompt, &self.job.request.model, now);
        let name = match self.settled(part, name, wanted).await {
            Ok(name) => name,
            Err(fault) => {
                // It may have its name by now: the record tells which.
                part.look_again();
                return self.disk_failed(&fault).await;
            }
        };
        let identity = self.identity(self.bench.folders.clip(&name, false)).await;
        let clip = Clip {
            id: clip_id(&self.job.id),
            job_id: self.job.id.clone(),
            name,
            facts: whole.facts,
            bytes: whole.bytes,
            sha256: whole.sha256,
            created_at: now,
            favourite: false,
            trashed_at: None,
            note: String::new(),
            identity,
            missing: false,
        };
        self.draw_poster(&clip).await;
        if self.happen(Happened::Saved(clip.id.clone())).is_err() {
            return Turn::Rest;
        }
        loop {
            let (job, row) = (self.job.clone(), clip.clone());
            let write = move |db: &mut Connection| store::clip::insert(db, &row, &job);
            match self.bench.store.commit(Step::ClipRow, write).await {
                Ok(()) => break,
                Err(fault) => self.commit_failed(&fault).await,
            }
        }
        self.forget(part).await;
        let clip = self.tagged(clip).await;
        self.tell_saved(clip);
        Turn::Rest
    }

    /// What a file is known by; where it cannot be read now, it is looked at later.
    async fn identity(&self, file: PathBuf) -> Option<String> {
        blocking(move || Ok(identity::mark(&file).ok())).await.ok().flatten()
    }

    /// Writes the settings into the file before anybody is told of it. Nothing depends on it.
    async fn tagged(&self, clip: Clip) -> Clip {
        let bench = &self.bench;
        let wanted = bench.settings.borrow().tag_clips;
        let steps = std::sync::Arc::clone(&bench.steps);
        match tags::write(&bench.store, &bench.folders, &clip, &self.job, wanted, steps).await {
            Ok(bytes) => Clip { bytes, ..clip },
            Err(fault) => {
                let fault = fault.chain();
                tracing::info!(job = %self.job.id, %fault, "a clip has no settings in it yet");
                clip
            }
        }
    }

    async fn settled(
        &self,
        part: &mut Part,
        name: Option<String>,
        wanted: String,
    ) -> Result<String> {
        let into = self.bench.folders.shelf(false);
        let (naming, steps) = (part.naming(), std::sync::Arc::clone(&self.bench.steps));
        blocking(move || match name {
            Some(name) => {
                step::done(&*steps, Step::FolderSync, || library::sync_folder(&into))?;
                Ok(name)
            }
            None => naming.settle(&into, &wanted),
        })
        .await
    }

    /// Puts the verified file where its clip's record says, on the thread that also moves clips
    /// into the trash and out of it. All that a person made of the clip stays.
    async fn keep_again(
        &mut self,
        id: String,
        part: &mut Part,
        whole: Whole,
        name: Option<String>,
    ) -> Turn {
        let before = self.job.clone();
        if self.happen(Happened::Saved(id.clone())).is_err() {
            return Turn::Rest;
        }
        let (job, folders, naming) = (self.job.clone(), self.bench.folders.clone(), part.naming());
        let place = move |clip: Clip| {
            let trashed = clip.trashed_at.is_some();
            let into = folders.shelf(trashed);
            if trashed {
                std::fs::create_dir_all(&into)
                    .map_err(|fault| Error::disk("make the trash", fault))?;
            }
            let name = match name {
                Some(name) => name,
                // The folder inside the library that it lay in may be gone with it.
                None => naming.settle(&into, library::last_part(&clip.name))?,
            };
            let Whole { bytes, sha256, facts } = whole;
            let identity = identity::mark(&into.join(&name)).ok();
            Ok(Clip { name, facts, bytes, sha256, identity, missing: false, ..clip })
        };
        let write = move |db: &mut Connection| store::clip::restore_file(db, &id, &job, place);
        match self.bench.store.commit(Step::ClipRow, write).await {
            Ok(clip) => {
                self.forget(part).await;
                if !self.bench.folders.poster(&clip.id).exists() {
                    self.draw_poster(&clip).await;
                }
                let clip = self.tagged(clip).await;
                self.tell_saved(clip);
                Turn::Rest
            }
            Err(fault) => {
                self.job = before;
                part.look_again();
                self.disk_failed(&fault).await
            }
        }
    }

    async fn draw_poster(&self, clip: &Clip) {
        let (folders, id) = (self.bench.folders.clone(), clip.id.clone());
        let file = folders.clip(&clip.name, clip.trashed_at.is_some());
        let steps = std::sync::Arc::clone(&self.bench.steps);
        let draw = move || step::done(&*steps, Step::Poster, || poster::draw(&folders, &file, &id));
        if let Err(fault) = blocking(draw).await {
            tracing::info!(job = %self.job.id, fault = %fault.chain(), "no poster yet");
        }
    }

    pub(super) fn tell_saved(&self, clip: Clip) {
        let job = Box::new(self.job.clone());
        let _ = self.bench.reports.send(Report::Saved(job, Box::new(clip)));
    }
}

/// The file under a noted name, if it is the one that was to get it. A link is not followed.
fn the_same(shelf: &Path, placed: Placed) -> Option<(Whole, String)> {
    let Placed { name, bytes, sha256 } = placed;
    let file = shelf.join(&name);
    let found = std::fs::symlink_metadata(&file).ok()?;
    if !found.is_file() || found.len() != bytes || clip::sha256(&file).ok()? != sha256 {
        return None;
    }
    let facts = inspect::inspect(&file).ok()?;
    Some((Whole { bytes, sha256, facts }, name))
}

/// The id of a job's clip, the same for every try to keep it: a poster that was drawn before a
/// crash is drawn over, and not left behind.
fn clip_id(job: &str) -> String {
    let hash = Sha256::digest(format!("clip of {job}"));
    let bytes = std::array::from_fn(|at| hash[at]);
    uuid::Builder::from_random_bytes(bytes).into_uuid().to_string()
}
