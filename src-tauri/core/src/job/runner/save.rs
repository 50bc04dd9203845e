//! Saving: every link until one brings a whole clip, then its name, its poster and its record. The
//! lost file of a clip is had again in the same way, and finds its record there already.

use super::key::is_about_the_key;
use super::{DISK_WAIT, POSTER_SIDE, ROUNDS, Runner, Turn, blocking, disk_note, trouble_note};
use rusqlite::Connection;

use crate::clip::download::{self, Downloaded};
use crate::clip::{Clip, Facts, frame, inspect};
use crate::error::{Error, ErrorKind, Result};
use crate::gateway::Endpoint;
use crate::gateway::fault::{Asked, Cause, CauseCode, Charged};
use crate::gateway::wire::Task;
use crate::job::runner::Report;
use crate::job::{Happened, schedule};
use crate::library::{self, Folders};
use crate::step::Step;
use crate::{picture, store};

/// Why a round brought no clip.
enum Miss {
    /// The disk: nothing is wrong with the links.
    Disk(Error),
    /// Trouble on the way, which says nothing about the clip: tried for as long as it takes.
    Passing(CauseCode),
    /// There is no clip to be had; believed after some rounds.
    Final(Cause),
}

impl Runner {
    pub(super) async fn save(
        &mut self,
        task: Task,
        links: Vec<String>,
        clip: Option<String>,
    ) -> Turn {
        if let Turn::Rest = self.sleep().await {
            return Turn::Rest;
        }
        if let Some(clip) = self.back(clip).await {
            let turn = self.happen_surely(Happened::Saved(clip.id.clone())).await;
            self.tell_saved(clip);
            return turn;
        }
        if let Err(fault) = self.folder_check().await {
            self.job.note = Some(disk_note(&fault));
            self.plan(DISK_WAIT).await;
            return Turn::Go;
        }
        let endpoint = match self.endpoint().await {
            Ok(endpoint) => endpoint,
            Err(note) => {
                self.job.note = Some(note);
                self.plan(DISK_WAIT).await;
                return Turn::Go;
            }
        };
        let stop = self.stop.clone();
        let (links, fetched) = tokio::select! {
            biased;
            round = self.round(&endpoint, &task, links) => round,
            () = stop.cancelled() => return Turn::Rest,
        };
        match fetched {
            Ok((downloaded, facts)) => self.keep(downloaded, facts).await,
            Err(miss) => {
                let _ = self.happen(Happened::Ready(links));
                let denied = match &miss {
                    Miss::Final(_) => true,
                    Miss::Passing(code) => is_about_the_key(*code),
                    Miss::Disk(_) => false,
                };
                if denied && self.has_other_key(&endpoint) {
                    self.stale = true;
                    return self.rest_for_its_key(&endpoint).await;
                }
                self.missed(miss).await
            }
        }
    }

    /// The clip whose file was lost, if that lies in its place after all: a person has put it
    /// back, or the app ended between the file's last step and the record's.
    async fn back(&self, clip: Option<String>) -> Option<Clip> {
        let clip = clip?;
        let found = self.bench.store.read(move |db| store::clip::get(db, &clip)).await;
        let (clip, _) = found.ok()?;
        let file = self.bench.folders.clip(&clip.name, clip.trashed_at.is_some());
        let there = blocking(move || download::sha256(&file)).await.ok()?;
        (there == clip.sha256).then_some(clip)
    }

    /// One round: fresh links where none are known or the known ones have failed, then every link
    /// and the content call, until one brings a whole clip.
    async fn round(
        &self,
        endpoint: &Endpoint,
        task: &Task,
        mut links: Vec<String>,
    ) -> (Vec<String>, std::result::Result<(Downloaded, Facts), Miss>) {
        let mut said = None;
        if links.is_empty() || self.stale {
            match self.bench.gateway.ask(endpoint, task, self.way).await.asked {
                Asked::Ready(fresh) => links = fresh,
                Asked::Failed(cause) | Asked::Unknown(cause) => said = Some(Miss::Final(cause)),
                Asked::Trouble(cause) => said = Some(Miss::Passing(cause.code)),
                Asked::Running(_) | Asked::NoFile => {}
            }
        }
        let fetched = self.fetch(endpoint, task, &links).await;
        let fetched = fetched.map_err(|fault| match (fault, said) {
            (download::Fault::Disk(fault), _) => Miss::Disk(fault),
            (download::Fault::Line(cause), _) if passes(cause.code) => Miss::Passing(cause.code),
            // What the service says of the task tells more than that its links are dead.
            (download::Fault::Line(_), Some(said)) => said,
            (download::Fault::Line(cause), None) => Miss::Final(cause),
        });
        (links, fetched)
    }

    /// Tries every link, then the content call, until one brings a whole clip.
    async fn fetch(
        &self,
        endpoint: &Endpoint,
        task: &Task,
        links: &[String],
    ) -> std::result::Result<(Downloaded, Facts), download::Fault> {
        let mut last = Cause::new(CauseCode::NoFile, Charged::Maybe, None);
        for link in links.iter().map(Some).chain([None]) {
            let opened = match link {
                Some(link) => self.bench.gateway.open(&endpoint.base, link).await,
                None => self.bench.gateway.open_content(endpoint, task).await,
            };
            let got = match opened {
                Ok(mut body) => self.fetch_one(&mut body).await,
                Err(cause) => Err(download::Fault::Line(cause)),
            };
            match got {
                Err(download::Fault::Line(cause)) => {
                    // What the real links said tells more than the last resort does, and a link
                    // that may work later more than one that is dead.
                    let real = link.is_some() || links.is_empty();
                    if real && !passes(last.code) {
                        last = cause;
                    }
                }
                done => return done,
            }
        }
        if links.is_empty() && last.code == CauseCode::LinkDead {
            last.code = CauseCode::NoFile;
        }
        Err(download::Fault::Line(last))
    }

    async fn fetch_one(
        &self,
        body: &mut crate::gateway::Body,
    ) -> std::result::Result<(Downloaded, Facts), download::Fault> {
        let partial = self.bench.folders.partial(&self.job.id);
        let downloaded = download::to_file(body, &partial).await?;
        let inspected = blocking(move || Ok(inspect::inspect(&partial))).await;
        let wrong = |code, words: String| {
            Err(download::Fault::Line(Cause::new(code, Charged::Maybe, words)))
        };
        match inspected.map_err(download::Fault::Disk)? {
            Ok(facts) => Ok((downloaded, facts)),
            Err(inspect::Fault::Disk(fault)) => {
                Err(download::Fault::Disk(Error::disk("read a partial clip", fault)))
            }
            Err(fault @ inspect::Fault::NotAVideo) => {
                wrong(CauseCode::NotAVideo, fault.to_string())
            }
            Err(fault @ inspect::Fault::Broken(_)) => {
                wrong(CauseCode::ClipUnreadable, fault.to_string())
            }
        }
    }

    /// Trouble on the way: tries later. A dead or wrong link: asks for fresh ones, then believes it.
    async fn missed(&mut self, miss: Miss) -> Turn {
        match miss {
            Miss::Disk(fault) => return self.disk_failed(&fault).await,
            Miss::Passing(code) => self.job.note = Some(trouble_note(code)),
            // Trouble on the way says nothing about the links: only their own word is counted.
            Miss::Final(cause) => {
                self.final_words += 1;
                if self.final_words >= ROUNDS {
                    let _ = download::discard(&self.bench.folders.partial(&self.job.id));
                    return self.happen_surely(Happened::Failed(cause)).await;
                }
            }
        }
        self.stale = true;
        self.job.troubles += 1;
        self.plan(schedule::backoff(self.job.troubles)).await;
        Turn::Go
    }

    async fn disk_failed(&mut self, fault: &Error) -> Turn {
        tracing::warn!(job = %self.job.id, fault = %fault.chain(), "a clip cannot be saved");
        self.job.note = Some(disk_note(fault));
        self.plan(DISK_WAIT).await;
        Turn::Go
    }

    async fn keep(&mut self, downloaded: Downloaded, facts: Facts) -> Turn {
        match self.job.state.clip().map(str::to_owned) {
            None => self.keep_new(downloaded, facts).await,
            Some(clip) => self.keep_again(clip, downloaded, facts).await,
        }
    }

    /// Gives the verified file its name, and writes clip and finished job down together.
    async fn keep_new(&mut self, downloaded: Downloaded, facts: Facts) -> Turn {
        let now = self.now();
        let folders = &self.bench.folders;
        let (partial, into) = (folders.partial(&self.job.id), folders.shelf(false));
        let name = library::clip_name(&self.job.request.prompt, &self.job.request.model, now);
        let name = match blocking(move || library::place(&partial, &into, &name)).await {
            Ok(name) => name,
            Err(fault) => return self.disk_failed(&fault).await,
        };
        let clip = Clip {
            id: uuid::Uuid::now_v7().to_string(),
            job_id: self.job.id.clone(),
            name,
            facts,
            bytes: downloaded.bytes,
            sha256: downloaded.sha256,
            created_at: now,
            favourite: false,
            trashed_at: None,
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
        self.tell_saved(clip);
        Turn::Rest
    }

    /// Puts the verified file where its clip's record says, on the thread that also moves clips
    /// into the trash and out of it. All that a person made of the clip stays.
    async fn keep_again(&mut self, id: String, downloaded: Downloaded, facts: Facts) -> Turn {
        let before = self.job.clone();
        if self.happen(Happened::Saved(id.clone())).is_err() {
            return Turn::Rest;
        }
        let (job, folders) = (self.job.clone(), self.bench.folders.clone());
        let place = move |clip: Clip| {
            let trashed = clip.trashed_at.is_some();
            let into = folders.shelf(trashed);
            if trashed {
                std::fs::create_dir_all(&into)
                    .map_err(|fault| Error::disk("make the trash", fault))?;
            }
            let name = library::place(&folders.partial(&clip.job_id), &into, &clip.name)?;
            let Downloaded { bytes, sha256 } = downloaded;
            Ok(Clip { name, facts, bytes, sha256, ..clip })
        };
        let write =
            self.bench.store.write(move |db| store::clip::restore_file(db, &id, &job, place));
        match write.await {
            Ok(clip) => {
                if !self.bench.folders.poster(&clip.id).exists() {
                    self.draw_poster(&clip).await;
                }
                self.tell_saved(clip);
                Turn::Rest
            }
            Err(fault) => {
                self.job = before;
                self.disk_failed(&fault).await
            }
        }
    }

    async fn draw_poster(&self, clip: &Clip) {
        let (folders, id) = (self.bench.folders.clone(), clip.id.clone());
        let file = folders.clip(&clip.name, clip.trashed_at.is_some());
        if let Err(fault) = blocking(move || make_poster(&folders, &file, &id)).await {
            tracing::info!(job = %self.job.id, fault = %fault.chain(), "no poster yet");
        }
    }

    fn tell_saved(&self, clip: Clip) {
        let job = Box::new(self.job.clone());
        let _ = self.bench.reports.send(Report::Saved(job, Box::new(clip)));
    }
}

/// Whether a cause goes away by itself.
fn passes(code: CauseCode) -> bool {
    code.course().passes
}

/// Decodes the first frame of a clip and keeps it as a small JPEG.
pub(crate) fn make_poster(folders: &Folders, clip: &std::path::Path, id: &str) -> Result<()> {
    let unreadable = |fault: frame::Fault| {
        Error::new(ErrorKind::FrameUnreadable, "draw a poster").because(fault)
    };
    let first = frame::at(clip, 0).map_err(unreadable)?;
    let bytes = picture::shrink(&first, POSTER_SIDE)
        .ok_or_else(|| Error::new(ErrorKind::FrameUnreadable, "shrink a poster"))?;
    picture::write(&folders.poster(id), &bytes)
}
