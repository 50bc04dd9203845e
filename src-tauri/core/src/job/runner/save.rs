//! Saving: every link until one brings a whole clip, then its name, its poster and its record.

use super::{DISK_WAIT, POSTER_SIDE, ROUNDS, Runner, Turn, blocking, disk_note, trouble_note};
use crate::clip::download::{self, Downloaded};
use crate::clip::{Clip, Facts, frame, inspect};
use crate::error::{Error, ErrorKind, Result};
use crate::gateway::Endpoint;
use crate::gateway::fault::{Asked, Cause, CauseCode, Charged};
use crate::gateway::wire::Task;
use crate::job::runner::Report;
use crate::job::{Happened, schedule};
use crate::library::{self, Folders};
use crate::{picture, store};

impl Runner {
    pub(super) async fn save(&mut self, task: Task, links: Vec<String>) -> Turn {
        if let Turn::Rest = self.sleep().await {
            return Turn::Rest;
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
        let fetched = tokio::select! {
            fetched = self.fetch(&endpoint, &task, &links) => fetched,
            () = stop.cancelled() => return Turn::Rest,
        };
        match fetched {
            Ok((downloaded, facts)) => self.keep(downloaded, facts).await,
            Err(download::Fault::Disk(fault)) => {
                tracing::warn!(job = %self.job.id, fault = %fault.chain(), "a clip cannot be saved");
                self.job.note = Some(disk_note(&fault));
                self.plan(DISK_WAIT).await;
                Turn::Go
            }
            Err(download::Fault::Line(cause)) => self.fetch_failed(&endpoint, &task, cause).await,
        }
    }

    /// Tries every link, then the content call, until one brings a whole clip.
    pub(super) async fn fetch(
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

    pub(super) async fn fetch_one(
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

    /// A dead or wrong link: ask for fresh ones, then believe it. Trouble on the way: try later.
    pub(super) async fn fetch_failed(
        &mut self,
        endpoint: &Endpoint,
        task: &Task,
        cause: Cause,
    ) -> Turn {
        self.job.troubles += 1;
        let final_word = !passes(cause.code);
        // Trouble on the way says nothing about the links: only their own word is counted.
        self.final_words += u32::from(final_word);
        if self.final_words >= ROUNDS {
            let partial = self.bench.folders.partial(&self.job.id);
            let _ = download::discard(&partial);
            return self.happen_surely(Happened::Failed(cause)).await;
        }
        if !final_word {
            self.job.note = Some(trouble_note(cause.code));
        }
        if let Asked::Ready(fresh) = self.bench.gateway.ask(endpoint, task).await.asked {
            let _ = self.happen(Happened::Ready(fresh));
        }
        self.plan(schedule::backoff(self.job.troubles)).await;
        Turn::Go
    }

    /// Gives the verified file its name, and writes clip and finished job down together.
    pub(super) async fn keep(&mut self, downloaded: Downloaded, facts: Facts) -> Turn {
        let now = self.now();
        let folders = self.bench.folders.clone();
        let partial = folders.partial(&self.job.id);
        let name = library::clip_name(&self.job.request.prompt, &self.job.request.model, now);
        let into = folders.clips.clone();
        let placed = blocking(move || library::place(&partial, &into, &name)).await;
        let name = match placed {
            Ok(name) => name,
            Err(fault) => {
                tracing::warn!(job = %self.job.id, fault = %fault.chain(), "a clip has no place");
                self.job.note = Some(disk_note(&fault));
                self.plan(DISK_WAIT).await;
                return Turn::Go;
            }
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
        let (at, id) = (folders.clip(&clip.name, false), clip.id.clone());
        let poster = blocking(move || make_poster(&folders, &at, &id)).await;
        if let Err(fault) = poster {
            tracing::info!(job = %self.job.id, fault = %fault.chain(), "no poster yet");
        }
        self.job.note = None;
        self.job.due_at = None;
        self.job.ended_at = Some(now);
        self.job.progress = None;
        if self.happen(Happened::Saved(clip.id.clone())).is_err() {
            return Turn::Rest;
        }
        loop {
            let (job, row) = (self.job.clone(), clip.clone());
            match self.bench.store.write(move |db| store::clip::insert(db, &row, &job)).await {
                Ok(()) => break,
                Err(fault) => self.commit_failed(&fault).await,
            }
        }
        let _ = self.bench.reports.send(Report::Saved(Box::new(self.job.clone()), Box::new(clip)));
        Turn::Rest
    }
}

/// Whether a cause goes away by itself.
fn passes(code: CauseCode) -> bool {
    matches!(code, CauseCode::NoAnswer | CauseCode::ServiceTrouble)
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
