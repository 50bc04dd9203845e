//! Carries one job through its life: uploads its pictures, sends it once, watches it, saves the
//! clip. Owns the job's record while it runs; every step is committed before the next one begins.
//! It never sends twice, never decides what an answer means, and is never aborted in a POST.

use std::sync::Arc;
use std::time::Duration;

use base64::Engine;
use tokio::sync::{mpsc, watch};
use tokio_util::sync::CancellationToken;

use super::schedule::{self, Watching};
use super::{Answer, Happened, Job, Note, Service, State};
use crate::clip::download::{self, Downloaded};
use crate::clip::{Clip, Facts, frame, inspect};
use crate::error::{Error, ErrorKind, Result};
use crate::gateway::fault::{self, Asked, Cause, CauseCode, Charged, Submitted};
use crate::gateway::upload::UploadFault;
use crate::gateway::wire::{CreateBody, Task};
use crate::gateway::{Endpoint, Gateway, Sent};
use crate::host::{Clock, Millis};
use crate::library::{self, Folders};
use crate::picture;
use crate::secret::Secrets;
use crate::store::{self, Store};

/// A link is used only if it lives at least so long, ms: sending may take a while.
const LINK_MARGIN: Millis = 10 * 60 * 1_000;
/// How long an uploaded picture lives where the service does not say, ms.
const LINK_LIFE: Millis = 48 * 3_600 * 1_000;
/// How often trouble with the disk is looked at again.
const DISK_WAIT: Duration = Duration::from_secs(10);
/// Rounds through all links before a dead or wrong file is believed.
const ROUNDS: u32 = 3;
/// The longest side of a poster, px.
const POSTER_SIDE: u32 = 640;

/// What every runner works with.
#[derive(Clone)]
pub(crate) struct Bench {
    pub(crate) store: Store,
    pub(crate) gateway: Gateway,
    pub(crate) secrets: Secrets,
    pub(crate) folders: Folders,
    pub(crate) clock: Arc<dyn Clock>,
    /// Where the practice studio runs, while it does.
    pub(crate) practice: watch::Receiver<Option<Endpoint>>,
    /// Multiplies waits towards services on this computer.
    pub(crate) time_scale: f64,
    pub(crate) reports: mpsc::UnboundedSender<Report>,
}

/// What a runner tells the studio.
#[derive(Debug)]
pub(crate) enum Report {
    /// The job was committed like this.
    Changed(Box<Job>),
    /// The clip was committed together with its job.
    Saved(Box<Job>, Box<Clip>),
    /// The runner has let go of the job; `panicked` where a fault of ours ended it.
    Ended { job: String, panicked: bool },
}

/// Whether a runner goes on or lets go.
enum Turn {
    Go,
    Rest,
}

pub(crate) struct Runner {
    pub(crate) bench: Bench,
    pub(crate) job: Job,
    pub(crate) stop: CancellationToken,
    /// How long such a job usually takes.
    pub(crate) typical: Duration,
}

impl Runner {
    /// Works until the job ends, has to wait for something, or is to be let go.
    pub(crate) async fn run(mut self) {
        loop {
            if self.stop.is_cancelled() {
                break;
            }
            let turn = match &self.job.state {
                State::Waiting => self.send().await,
                State::Making { task } => {
                    let task = task.clone();
                    self.watch(task).await
                }
                State::Saving { task, links } => {
                    let (task, links) = (task.clone(), links.clone());
                    self.save(task, links).await
                }
                _ => Turn::Rest,
            };
            if let Turn::Rest = turn {
                break;
            }
        }
    }

    // ---- waiting and sending

    async fn send(&mut self) -> Turn {
        let endpoint = match self.endpoint().await {
            Ok(endpoint) => endpoint,
            Err(note) => return self.hold(note, None).await,
        };
        if let Err(fault) = self.folder_check().await {
            return self.hold(disk_note(&fault), Some(DISK_WAIT)).await;
        }
        let images = match self.images(&endpoint).await {
            Ok(images) => images,
            Err(turn) => return turn,
        };
        let body = CreateBody {
            model: self.job.request.model.clone(),
            prompt: self.job.request.prompt.clone(),
            aspect_ratio: self.job.request.aspect_ratio.clone(),
            size: self.job.request.size.clone(),
            images,
            duration: self.job.request.duration,
        };
        if self.stop.is_cancelled() {
            return Turn::Rest;
        }
        self.job.sent_at = Some(self.now());
        self.job.key_print = Some(endpoint.key.fingerprint());
        self.job.note = None;
        self.job.due_at = None;
        self.job.answer = None;
        if self.happen(Happened::SendBegan).is_err() {
            return Turn::Rest;
        }
        // No synced row, no POST.
        if let Err(fault) = self.commit().await {
            let _ = self.happen(Happened::NotSent);
            return self.hold(disk_note(&fault), Some(DISK_WAIT)).await;
        }
        let sent = self.bench.gateway.submit(&endpoint, &body, &self.job.idempotency).await;
        self.sent(sent).await
    }

    async fn sent(&mut self, sent: Sent) -> Turn {
        match sent {
            Sent::NotSent => {
                let _ = self.happen(Happened::NotSent);
                self.job.troubles += 1;
                let wait = schedule::backoff(self.job.troubles);
                self.hold(Note::Offline, Some(wait)).await
            }
            Sent::Lost => {
                let cause = Cause::new(CauseCode::NoAnswer, Charged::Maybe, None);
                self.happen_surely(Happened::Lost(cause)).await
            }
            Sent::Answered { status, raw, retry_after } => {
                self.job.answer = Some(Answer::new(status, &raw));
                self.commit_surely().await;
                self.answered(fault::submitted(status, &raw), retry_after).await
            }
        }
    }

    async fn answered(&mut self, answer: Submitted, named: Option<Duration>) -> Turn {
        self.job.troubles = 0;
        match answer {
            Submitted::Accepted(task) => {
                let turn = self.happen_surely(Happened::Accepted(task)).await;
                self.plan(self.watching().wait()).await;
                turn
            }
            Submitted::Refused(cause) => self.happen_surely(Happened::Refused(cause)).await,
            Submitted::Unclear(cause) => self.happen_surely(Happened::Lost(cause)).await,
            Submitted::Busy(cause) => {
                self.job.tries += 1;
                let Some(wait) = schedule::busy(self.job.tries, named) else {
                    return self.happen_surely(Happened::Refused(cause)).await;
                };
                let _ = self.happen(Happened::NotSent);
                self.hold(Note::RateLimited, Some(wait)).await
            }
        }
    }

    /// The links of the job's pictures: kept ones, or uploaded now.
    async fn images(&mut self, endpoint: &Endpoint) -> Result<Vec<String>, Turn> {
        let mut images = Vec::new();
        for picture in self.job.request.pictures.clone() {
            let stop = self.stop.clone();
            let link = tokio::select! {
                link = self.image(endpoint, &picture) => link,
                () = stop.cancelled() => return Err(Turn::Rest),
            };
            match link {
                Ok(link) => images.push(link),
                Err(UploadFault::Later(cause)) => {
                    self.job.troubles += 1;
                    let wait = schedule::backoff(self.job.troubles);
                    return Err(self.hold(trouble_note(cause.code), Some(wait)).await);
                }
                Err(UploadFault::Refused(cause)) => {
                    return Err(self.happen_surely(Happened::Refused(cause)).await);
                }
                Err(UploadFault::NoSuchCall) => return Err(Turn::Rest),
            }
        }
        Ok(images)
    }

    async fn image(
        &mut self,
        endpoint: &Endpoint,
        picture: &picture::Picture,
    ) -> Result<String, UploadFault> {
        let service = self.job.service.as_text();
        let (id, at, until) = (picture.id.clone(), service.clone(), self.now() + LINK_MARGIN);
        let known = self
            .bench
            .store
            .write(move |db| store::picture::link(db, &id, &at, until))
            .await
            .unwrap_or(None);
        if let Some(link) = known {
            return Ok(link);
        }
        let file = picture.file(&self.bench.folders);
        let Ok(bytes) = tokio::fs::read(file).await else {
            let cause = Cause::new(CauseCode::PictureMissing, Charged::No, picture.name.clone());
            return Err(UploadFault::Refused(cause));
        };
        self.job.note = Some(Note::Uploading);
        self.show();
        let mime = picture.kind.mime();
        match self.bench.gateway.upload(endpoint, bytes.clone(), mime).await {
            Ok(uploaded) => {
                let until = uploaded.expires_at.unwrap_or(self.now() + LINK_LIFE);
                let (id, url) = (picture.id.clone(), uploaded.url.clone());
                let kept = self
                    .bench
                    .store
                    .write(move |db| store::picture::keep_link(db, &id, &service, &url, until))
                    .await;
                if let Err(fault) = kept {
                    tracing::warn!(fault = %fault.chain(), "a picture's link was not kept");
                }
                Ok(uploaded.url)
            }
            // The service has no upload: the picture travels inside the request.
            Err(UploadFault::NoSuchCall) => {
                let text = base64::engine::general_purpose::STANDARD.encode(bytes);
                Ok(format!("data:{mime};base64,{text}"))
            }
            Err(fault) => Err(fault),
        }
    }

    // ---- watching

    async fn watch(&mut self, task: Task) -> Turn {
        if let Turn::Rest = self.sleep().await {
            return Turn::Rest;
        }
        let endpoint = match self.endpoint().await {
            Ok(endpoint) => endpoint,
            Err(note) => {
                self.job.note = Some(note);
                self.plan(DISK_WAIT).await;
                return Turn::Go;
            }
        };
        let heard = self.bench.gateway.ask(&endpoint, &task).await;
        if let Some((status, raw)) = &heard.answer {
            self.job.answer = Some(Answer::new(*status, raw));
        }
        match heard.asked {
            Asked::Running(progress) => {
                self.job.progress = progress;
                self.job.note = None;
                self.job.troubles = 0;
                self.plan(self.watching().wait()).await;
                Turn::Go
            }
            Asked::Ready(links) => {
                self.job.note = None;
                self.job.troubles = 0;
                self.job.due_at = None;
                self.happen_surely(Happened::Ready(links)).await
            }
            // Links may come a little later than the word; after that only the content call is left.
            Asked::NoFile if self.job.troubles >= ROUNDS => {
                self.job.troubles = 0;
                self.job.due_at = None;
                self.happen_surely(Happened::Ready(Vec::new())).await
            }
            Asked::NoFile => {
                self.job.troubles += 1;
                self.plan(self.watching().wait()).await;
                Turn::Go
            }
            Asked::Failed(cause) => self.happen_surely(Happened::Failed(cause)).await,
            Asked::Unknown(cause) => {
                self.job.troubles += 1;
                if !self.watching().in_grace() && self.job.troubles >= ROUNDS {
                    return self.happen_surely(Happened::Failed(cause)).await;
                }
                self.plan(self.watching().wait()).await;
                Turn::Go
            }
            Asked::Trouble(cause) => {
                self.job.troubles += 1;
                self.job.note = Some(trouble_note(cause.code));
                let wait = self.watching().wait().max(heard.retry_after.unwrap_or_default());
                self.plan(wait).await;
                Turn::Go
            }
        }
    }

    fn watching(&self) -> Watching {
        let mut watching = self.job.watching(self.now(), self.typical);
        watching.elapsed = watching.elapsed.div_f64(self.scale());
        watching
    }

    // ---- saving

    async fn save(&mut self, task: Task, links: Vec<String>) -> Turn {
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
                    // What the real links said tells more than the last resort does.
                    if link.is_some() || links.is_empty() {
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

    /// A dead or wrong link: ask for fresh ones, then believe it. Trouble on the way: try later.
    async fn fetch_failed(&mut self, endpoint: &Endpoint, task: &Task, cause: Cause) -> Turn {
        self.job.troubles += 1;
        let final_word = !matches!(cause.code, CauseCode::NoAnswer | CauseCode::ServiceTrouble);
        if final_word && self.job.troubles >= ROUNDS {
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
    async fn keep(&mut self, downloaded: Downloaded, facts: Facts) -> Turn {
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

    // ---- the record

    fn happen(&mut self, happened: Happened) -> Result<(), super::NotNow> {
        self.job.state = self.job.state.clone().next(happened).inspect_err(|fault| {
            tracing::error!(job = %self.job.id, %fault, "a step that does not fit");
        })?;
        if !self.job.state.is_unfinished() {
            self.job.ended_at = Some(self.now());
            self.job.due_at = None;
            self.job.note = None;
            self.job.progress = None;
        }
        Ok(())
    }

    async fn happen_surely(&mut self, happened: Happened) -> Turn {
        if self.happen(happened).is_err() {
            return Turn::Rest;
        }
        self.commit_surely().await;
        Turn::Go
    }

    /// Leaves the job waiting for something, until a time or until the studio knows better.
    async fn hold(&mut self, note: Note, wait: Option<Duration>) -> Turn {
        self.job.note = Some(note);
        self.job.due_at = wait.map(|wait| self.after(wait));
        self.commit_surely().await;
        Turn::Rest
    }

    async fn plan(&mut self, wait: Duration) {
        self.job.due_at = Some(self.after(wait));
        if let Err(fault) = self.commit().await {
            // Nothing is lost: the next question is asked at once after a restart.
            tracing::warn!(job = %self.job.id, fault = %fault.chain(), "a time was not written");
        }
    }

    async fn commit(&self) -> Result<()> {
        let job = self.job.clone();
        self.bench.store.write(move |db| store::job::update(db, &job)).await?;
        self.show();
        Ok(())
    }

    /// Commits what must not be forgotten, for as long as it takes: a full disk can be emptied.
    async fn commit_surely(&self) {
        while let Err(fault) = self.commit().await {
            self.commit_failed(&fault).await;
        }
    }

    async fn commit_failed(&self, fault: &Error) {
        tracing::error!(job = %self.job.id, fault = %fault.chain(), "the database refused a row");
        tokio::time::sleep(Duration::from_secs(1)).await;
    }

    fn show(&self) {
        let _ = self.bench.reports.send(Report::Changed(Box::new(self.job.clone())));
    }

    // ---- surroundings

    async fn endpoint(&self) -> Result<Endpoint, Note> {
        match &self.job.service {
            Service::Practice => self.bench.practice.borrow().clone().ok_or(Note::PracticeOff),
            Service::Remote(base) => {
                let key = self.bench.secrets.key(&base.key_name()).await;
                let key = key.ok_or(Note::KeyNeeded)?;
                Ok(Endpoint { base: base.clone(), key })
            }
        }
    }

    async fn folder_check(&self) -> Result<()> {
        let folders = self.bench.folders.clone();
        blocking(move || folders.check()).await
    }

    /// Sleeps until the job is due. The wall clock is looked at again and again, because timers
    /// stop while the computer sleeps.
    async fn sleep(&self) -> Turn {
        while let Some(due) = self.job.due_at {
            let left = schedule::between(self.now(), due);
            if left.is_zero() {
                break;
            }
            tokio::select! {
                () = tokio::time::sleep(left.min(Duration::from_secs(5))) => {}
                () = self.stop.cancelled() => return Turn::Rest,
            }
        }
        Turn::Go
    }

    fn now(&self) -> Millis {
        self.bench.clock.now()
    }

    fn after(&self, wait: Duration) -> Millis {
        let scaled = wait.mul_f64(self.scale());
        self.now() + Millis::try_from(scaled.as_millis()).unwrap_or(Millis::MAX / 2)
    }

    fn scale(&self) -> f64 {
        let local = match &self.job.service {
            Service::Practice => true,
            Service::Remote(base) => base.is_local(),
        };
        if local { self.bench.time_scale } else { 1.0 }
    }
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

async fn blocking<R: Send + 'static>(
    work: impl FnOnce() -> Result<R> + Send + 'static,
) -> Result<R> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|fault| Error::internal("finish blocking work", fault))?
}

fn disk_note(fault: &Error) -> Note {
    match fault.kind {
        ErrorKind::FolderMissing => Note::FolderMissing,
        ErrorKind::FolderReadOnly => Note::FolderReadOnly,
        _ => Note::DiskFull,
    }
}

fn trouble_note(code: CauseCode) -> Note {
    match code {
        CauseCode::NoAnswer => Note::Offline,
        CauseCode::RateLimited => Note::RateLimited,
        CauseCode::KeyRefused => Note::KeyRefused,
        CauseCode::CreditEmpty => Note::CreditEmpty,
        _ => Note::ServiceTrouble,
    }
}
