//! Carries one job through its life: uploads its pictures, sends it once, watches it, saves the
//! clip. Owns the job's record while it runs; every step is committed before the next one begins.
//! It never sends twice, never decides what an answer means, and is never aborted in a POST.

mod keep;
mod key;
mod pictures;
mod rest;
mod save;
mod send;

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Semaphore, mpsc, watch};
use tokio_util::sync::CancellationToken;

pub(crate) use rest::{Age, Nudge};

use super::schedule::{self, Usual, Watching};
use super::{Answer, Happened, Job, Note, Service, State};
use crate::blocking::blocking;
use crate::clip::Clip;
use crate::clip::part::Part;
use crate::error::{Error, ErrorKind, Result};
use crate::gateway::fault::{Asked, CauseCode};
use crate::gateway::wire::{Task, Way};
use crate::gateway::{Endpoint, Gateway};
use crate::host::{Clock, Millis};
use crate::library::Folders;
use crate::secret::Secrets;
use crate::settings::Settings;
use crate::step::{Step, Steps};
use crate::store::journal::Journal;
use crate::store::{self, Store};

/// How often trouble with the disk is looked at again.
const DISK_WAIT: Duration = Duration::from_secs(10);
/// Rounds through all links before a dead or wrong file is believed.
const ROUNDS: u32 = 3;

/// What every runner works with.
#[derive(Clone)]
pub(crate) struct Bench {
    pub(crate) store: Store,
    pub(crate) journal: Journal,
    pub(crate) gateway: Gateway,
    pub(crate) secrets: Secrets,
    pub(crate) folders: Folders,
    pub(crate) clock: Arc<dyn Clock>,
    /// The choices as they are now.
    pub(crate) settings: watch::Receiver<Settings>,
    /// Where the practice studio runs, while it does.
    pub(crate) practice: watch::Receiver<Option<Endpoint>>,
    /// Multiplies waits towards services on this computer.
    pub(crate) time_scale: f64,
    /// Who stands at the durable steps.
    pub(crate) steps: Arc<dyn Steps>,
    pub(crate) reports: mpsc::UnboundedSender<Report>,
    /// Counts the jumps of time that were noticed.
    pub(crate) wakes: watch::Receiver<u64>,
}

impl Bench {
    /// What waits towards a service are multiplied by.
    pub(crate) fn scale(&self, service: &Service) -> f64 {
        let local = match service {
            Service::Practice => true,
            Service::Remote(base) => base.is_local(),
        };
        if local { self.time_scale } else { 1.0 }
    }

    /// What a job's next question depends on; where waits are scaled, so is the time gone by.
    pub(crate) fn watching<'a>(
        &self,
        job: &'a Job,
        usual: &'a Usual,
        age: Duration,
    ) -> Watching<'a> {
        Watching {
            job: &job.id,
            elapsed: age.div_f64(self.scale(&job.service)),
            usual,
            troubles: job.troubles,
            practice: job.service.is_practice(),
        }
    }
}

/// What a runner tells the studio.
#[derive(Debug)]
pub(crate) enum Report {
    /// The job was committed like this.
    Changed(Box<Job>),
    /// The clip was committed together with its job.
    Saved(Box<Job>, Box<Clip>),
    /// The service of this job answers: there is a way there.
    Answered { job: String },
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
    /// How long such jobs take.
    pub(crate) usual: Arc<Usual>,
    /// How long ago it was sent.
    pub(crate) age: Age,
    /// The studio's word that it is to be asked about before its time.
    pub(crate) nudges: watch::Receiver<Nudge>,
    /// What of it has had its answer.
    pub(crate) heard: Nudge,
    /// A person waits for the next question.
    pub(crate) by_hand: bool,
    /// Answers in a row that the service does not know the task, or has no file for it.
    pub(crate) denials: u32,
    /// Rounds in which every link was dead or led to no clip.
    pub(crate) final_words: u32,
    /// The way of asking about the task that worked last.
    pub(crate) way: Way,
    /// The known links have failed: the next round asks for others first.
    pub(crate) stale: bool,
    /// The turn to bring pictures to the job's service: the takes of one press have the same ones,
    /// and the second finds the links that the first has made.
    pub(crate) picture_turn: Arc<Semaphore>,
    /// The partial file of its clip, once that is being had.
    pub(crate) part: Option<Part>,
    /// When an earlier POST of the job left, if one did.
    pub(crate) sent_before: Option<Millis>,
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
                State::Saving { task, links, clip } => {
                    let (task, links, clip) = (task.clone(), links.clone(), clip.clone());
                    self.save(task, links, clip).await
                }
                _ => Turn::Rest,
            };
            if let Turn::Rest = turn {
                break;
            }
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
        // Among many jobs its turn may be minutes away; a question costs nothing when it is dropped.
        let (stop, hurry) = (self.stop.clone(), self.hurry());
        let heard = tokio::select! {
            biased;
            heard = self.bench.gateway.ask_or_hurry(&endpoint, &task, self.way, hurry) => heard,
            () = stop.cancelled() => return Turn::Rest,
        };
        self.catch_up();
        self.way = heard.way;
        if heard.answer.is_some() {
            self.tell_answered();
        }
        if let Some((status, raw)) = &heard.answer {
            self.job.answer = Some(Answer::new(*status, raw));
        }
        if self.is_denied(&endpoint, &heard.asked) {
            return self.rest_for_its_key(&endpoint).await;
        }
        match &heard.asked {
            Asked::NoFile | Asked::Unknown(_) => self.denials += 1,
            _ => self.denials = 0,
        }
        if !matches!(heard.asked, Asked::Unknown(_) | Asked::Trouble(_)) {
            self.job.adopted = false;
        }
        match heard.asked {
            Asked::Running(progress) => {
                self.job.progress = progress;
                self.job.running_at = Some(self.now());
                self.job.note = None;
                self.job.troubles = 0;
                self.plan(self.watching().wait()).await;
                Turn::Go
            }
            Asked::Ready(links) => {
                self.job.ready_at = self.job.ready_at.or(Some(self.now()));
                self.job.note = None;
                self.job.troubles = 0;
                self.job.due_at = None;
                self.happen_surely(Happened::Ready(links)).await
            }
            // Links may come a little later than the word; after that only the content call is left.
            Asked::NoFile if self.denials > ROUNDS => {
                self.job.troubles = 0;
                self.job.due_at = None;
                self.happen_surely(Happened::Ready(Vec::new())).await
            }
            Asked::NoFile => {
                self.job.troubles += 1;
                self.plan(self.watching().wait()).await;
                Turn::Go
            }
            Asked::Failed(cause) => {
                self.forget_blamed_links(&cause).await;
                self.happen_surely(Happened::Failed(cause)).await
            }
            Asked::Unknown(cause) => {
                self.job.troubles += 1;
                if !self.watching().in_grace() && self.denials >= ROUNDS {
                    let happened = match std::mem::take(&mut self.job.adopted) {
                        true => Happened::NumberUnknown(cause),
                        false => Happened::Failed(cause),
                    };
                    return self.happen_surely(happened).await;
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

    fn watching(&self) -> Watching<'_> {
        self.bench.watching(&self.job, &self.usual, self.age.now())
    }

    // ---- the record

    fn happen(&mut self, happened: Happened) -> Result<(), super::NotNow> {
        // What did not arrive was not sent: the job's time says whether it can have cost anything.
        if happened == Happened::NotSent {
            self.job.sent_at = self.sent_before;
        }
        self.job.state = self.job.state.clone().next(happened).inspect_err(|fault| {
            tracing::error!(job = %self.job.id, %fault, "a step that does not fit");
        })?;
        self.job.settle(self.now());
        if !self.job.state.is_live() {
            self.job.due_at = None;
            self.job.note = None;
            self.job.progress = None;
        }
        Ok(())
    }

    async fn happen_surely(&mut self, happened: Happened) -> Turn {
        let step = match happened {
            Happened::Ready(_) => Step::ReadyRow,
            Happened::Saved(_) => Step::ClipRow,
            _ => Step::OutcomeRow,
        };
        if self.happen(happened).is_err() {
            return Turn::Rest;
        }
        self.commit_surely(step).await;
        Turn::Go
    }

    /// Leaves the job waiting for something, until a time or until the studio knows better.
    async fn hold(&mut self, note: Note, wait: Option<Duration>) -> Turn {
        self.job.note = Some(note);
        self.job.due_at = wait.map(|wait| self.after(wait));
        self.commit_surely(Step::OutcomeRow).await;
        Turn::Rest
    }

    async fn plan(&mut self, wait: Duration) {
        self.job.due_at = Some(self.after(wait));
        if let Err(fault) = self.commit(Step::DueRow).await {
            // Nothing is lost: the next question is asked at once after a restart.
            tracing::warn!(job = %self.job.id, fault = %fault.chain(), "a time was not written");
        }
    }

    async fn commit(&self, step: Step) -> Result<()> {
        let job = self.job.clone();
        let written = self.bench.store.commit(step, move |db| store::job::update(db, &job)).await;
        written.inspect_err(not_a_panic)?;
        self.show();
        Ok(())
    }

    /// Commits what must not be forgotten, for as long as it takes: a full disk can be emptied.
    async fn commit_surely(&self, step: Step) {
        while let Err(fault) = self.commit(step).await {
            self.commit_failed(&fault).await;
        }
    }

    async fn commit_failed(&self, fault: &Error) {
        not_a_panic(fault);
        tracing::error!(job = %self.job.id, fault = %fault.chain(), "the database refused a row");
        tokio::time::sleep(Duration::from_secs(1)).await;
    }

    fn show(&self) {
        let _ = self.bench.reports.send(Report::Changed(Box::new(self.job.clone())));
    }

    fn tell_answered(&self) {
        let _ = self.bench.reports.send(Report::Answered { job: self.job.id.clone() });
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

    fn now(&self) -> Millis {
        self.bench.clock.now()
    }

    fn after(&self, wait: Duration) -> Millis {
        let wait = match self.job.troubles {
            0 => wait,
            troubles => schedule::spread(wait, &self.job.id, troubles),
        };
        let scaled = wait.mul_f64(self.bench.scale(&self.job.service));
        self.now() + Millis::try_from(scaled.as_millis()).unwrap_or(Millis::MAX / 2)
    }
}

/// A panic in the job's own work on the database's thread fails the job, as any other one does:
/// tried again it would only panic again.
fn not_a_panic(fault: &Error) {
    if fault.is_panic() {
        std::panic::resume_unwind(Box::new(fault.chain()));
    }
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
        CauseCode::ProxyRefused => Note::ProxyRefused,
        CauseCode::RateLimited => Note::RateLimited,
        CauseCode::KeyRefused => Note::KeyRefused,
        CauseCode::CreditEmpty => Note::CreditEmpty,
        _ => Note::ServiceTrouble,
    }
}
