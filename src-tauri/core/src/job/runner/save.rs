//! Saving: what an earlier run has left, else rounds through every place where the clip may be had,
//! until one brings it whole. The lost file of a clip is had again in the same way. Naming it and
//! writing it down is `keep.rs`.

use super::key::is_about_the_key;
use super::{DISK_WAIT, ROUNDS, Runner, Turn, blocking, disk_note, trouble_note};
use crate::clip::download::Fault;
use crate::clip::part::{Part, Whole};
use crate::clip::sources::Sources;
use crate::clip::{self, Clip, identity};
use crate::error::{Error, ErrorKind, Result};
use crate::gateway::Endpoint;
use crate::gateway::fault::{Asked, Cause, CauseCode};
use crate::gateway::wire::Task;
use crate::job::{Happened, Note, schedule};
use crate::store;

/// Why a round brought no clip.
enum Miss {
    /// The disk: nothing is wrong with the links.
    Disk(Error),
    /// Trouble on the way, which says nothing about the clip: tried for as long as it takes.
    Passing(CauseCode),
    /// There is no clip to be had; believed after some rounds.
    Final(Cause),
    /// The job is to be let go.
    Stopped,
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
        self.catch_up();
        let mut part = match self.part.take() {
            Some(part) => part,
            None => Part::new(
                &self.bench.folders,
                &self.job.id,
                std::sync::Arc::clone(&self.bench.steps),
            ),
        };
        let turn = self.save_into(&mut part, task, links, clip).await;
        self.part = Some(part);
        turn
    }

    async fn save_into(
        &mut self,
        part: &mut Part,
        task: Task,
        links: Vec<String>,
        clip: Option<String>,
    ) -> Turn {
        if let Some(clip) = self.back(clip).await {
            self.forget(part).await;
            let turn = self.happen_surely(Happened::Saved(clip.id.clone())).await;
            self.tell_saved(clip);
            return turn;
        }
        match self.left(part).await {
            Ok(None) => {}
            Ok(Some((whole, name))) => return self.keep(part, whole, name).await,
            Err(fault) => return self.disk_failed(&fault).await,
        }
        if let Err(fault) = self.folder_check().await {
            return self.disk_failed(&fault).await;
        }
        let endpoint = match self.endpoint().await {
            Ok(endpoint) => endpoint,
            Err(note) => {
                self.job.note = Some(note);
                self.plan(DISK_WAIT).await;
                return Turn::Go;
            }
        };
        let (links, had) = self.round(&endpoint, &task, links, part).await;
        match had {
            Ok(whole) => self.keep(part, whole, None).await,
            Err(Miss::Stopped) => Turn::Rest,
            Err(miss) => {
                let _ = self.happen(Happened::Ready(links));
                let denied = match &miss {
                    Miss::Final(_) => true,
                    Miss::Passing(code) => is_about_the_key(*code),
                    Miss::Disk(_) | Miss::Stopped => false,
                };
                if denied && self.has_other_key(&endpoint) {
                    self.stale = true;
                    return self.rest_for_its_key(&endpoint).await;
                }
                self.missed(miss, part).await
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
        let (known, served) = (clip.identity.clone(), clip.sha256.clone());
        // Settings may have been written into it since it was served.
        let same = blocking(move || match known {
            Some(known) => Ok(identity::mark(&file).is_ok_and(|shown| shown == known)),
            None => clip::sha256(&file).map(|there| there == served),
        });
        same.await.ok()?.then_some(clip)
    }

    /// What an earlier run has left that needs no download: a whole partial file, or one that has
    /// its name already and only has to be written down.
    async fn left(&self, part: &mut Part) -> Result<Option<(Whole, Option<String>)>> {
        part.look().await?;
        if let Some((whole, name)) = self.adopted(part).await? {
            tracing::info!(job = %self.job.id, "a clip that had its name already is written down");
            return Ok(Some((whole, Some(name))));
        }
        if !part.is_whole() {
            return Ok(None);
        }
        match part.verify().await {
            Ok(whole) => Ok(Some((whole, None))),
            Err(Fault::Disk(fault)) => Err(fault),
            // It is no clip, and gone.
            Err(_) => Ok(None),
        }
    }

    /// One round: fresh links where none are known or the known ones have failed, then every link
    /// and the content call, until one brings a whole clip.
    async fn round(
        &self,
        endpoint: &Endpoint,
        task: &Task,
        mut links: Vec<String>,
        part: &mut Part,
    ) -> (Vec<String>, std::result::Result<Whole, Miss>) {
        let mut said = None;
        if links.is_empty() || self.stale {
            let heard = tokio::select! {
                heard = self.bench.gateway.ask(endpoint, task, self.way) => heard,
                () = self.stop.cancelled() => return (links, Err(Miss::Stopped)),
            };
            match heard.asked {
                Asked::Ready(fresh) => links = fresh,
                Asked::Failed(cause) | Asked::Unknown(cause) => said = Some(Miss::Final(cause)),
                Asked::Trouble(cause) => said = Some(Miss::Passing(cause.code)),
                Asked::Running(_) | Asked::NoFile => {}
            }
        }
        if links.is_empty() {
            links = self.kept_links().await;
        }
        let sources = Sources {
            gateway: &self.bench.gateway,
            endpoint,
            task,
            links: &links,
            stop: &self.stop,
        };
        let had = sources.have(part).await.map_err(|fault| match (fault, said) {
            (Fault::Stopped, _) => Miss::Stopped,
            (Fault::Disk(fault), _) => Miss::Disk(fault),
            (Fault::Line(cause) | Fault::Cut(cause) | Fault::Drips(cause), said) => {
                match (cause.code.course().passes, said) {
                    (true, _) => Miss::Passing(cause.code),
                    // What the service says of the task tells more than that its links are dead.
                    (false, Some(said)) => said,
                    (false, None) => Miss::Final(cause),
                }
            }
        });
        (links, had)
    }

    /// The links that the task had once, for when the service tells none any more.
    async fn kept_links(&self) -> Vec<String> {
        let id = self.job.id.clone();
        let kept = self.bench.store.read(move |db| store::job::kept_links(db, &id)).await;
        kept.unwrap_or_default()
    }

    /// Trouble on the way: tries later. A dead or wrong link: asks for fresh ones, then believes it.
    async fn missed(&mut self, miss: Miss, part: &mut Part) -> Turn {
        match miss {
            Miss::Stopped => return Turn::Rest,
            Miss::Disk(fault) => return self.disk_failed(&fault).await,
            Miss::Passing(code) => self.job.note = Some(trouble_note(code)),
            // Trouble on the way says nothing about the links: only their own word is counted.
            Miss::Final(cause) => {
                self.final_words += 1;
                if self.final_words >= ROUNDS {
                    self.forget(part).await;
                    return self.happen_surely(Happened::Failed(cause)).await;
                }
            }
        }
        self.stale = true;
        self.job.troubles += 1;
        self.plan(schedule::backoff(self.job.troubles)).await;
        Turn::Go
    }

    /// Removes partial file and record. What cannot be removed now is swept at the next start.
    pub(super) async fn forget(&self, part: &mut Part) {
        if let Err(fault) = part.discard().await {
            tracing::info!(job = %self.job.id, fault = %fault.chain(), "a partial clip stays");
        }
    }

    /// Waits for the disk. What is there of the clip stays.
    pub(super) async fn disk_failed(&mut self, fault: &Error) -> Turn {
        tracing::warn!(job = %self.job.id, fault = %fault.chain(), "a clip cannot be saved");
        let mut note = disk_note(fault);
        if fault.kind == ErrorKind::Internal {
            // A disk that was pulled out says anything but that.
            note = match self.folder_check().await {
                Err(fault) if fault.kind != ErrorKind::Internal => disk_note(&fault),
                _ => Note::FolderReadOnly,
            };
        }
        self.job.note = Some(note);
        self.plan(DISK_WAIT).await;
        Turn::Go
    }
}
