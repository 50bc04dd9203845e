//! The actor's loop: the only place where the studio's state changes. It gives jobs their turn,
//! applies what people and runners say, and tells the page. It never waits for the network.

mod choices;
mod holds;
mod line;
mod listing;
mod network;
mod orders;
mod practice;
mod prices;
mod turns;
mod usual;
mod view;
mod watching;

use holds::Holds;
pub(super) use listing::Asked;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Semaphore, mpsc, oneshot, watch};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::own_models::Stamp;
use super::{Command, JobSnapshot, LAST_POST, LAST_WORK, Listing, Priced, Reply};
use crate::catalogue::Catalogue;
use crate::clip::Clip;
use crate::error::{Error, ErrorKind, Result};
use crate::gateway::fault::{self, Cause, CauseCode, Charged, Submitted};
use crate::gateway::proxy::Route;
use crate::gateway::{Endpoint, Verdict};
use crate::host::{Host, Millis};
use crate::job::runner::{Bench, Nudge, Report};
use crate::job::schedule::Usual;
use crate::job::schedule::jump::Clocks;
use crate::job::{Happened, Job, Service, State, StateName};
use crate::settings::Settings;
use crate::store;
use crate::store::lock::Lock;

/// How often the queue is looked at when nothing happens: due times are on the wall clock.
const TICK: Duration = Duration::from_millis(500);
/// The most takes of one press.
const TAKES: u32 = 4;

pub(super) struct Parts {
    /// Nobody else writes into the home folder while the loop runs.
    pub(super) lock: Lock,
    pub(super) bench: Bench,
    pub(super) host: Arc<dyn Host>,
    pub(super) catalogue: Arc<Catalogue>,
    pub(super) catalogue_tell: watch::Sender<Arc<Catalogue>>,
    pub(super) own_stamp: Stamp,
    pub(super) settings: watch::Sender<Settings>,
    pub(super) practice: watch::Sender<Option<Endpoint>>,
    pub(super) prices: watch::Sender<Option<Arc<Priced>>>,
    pub(super) commands: mpsc::UnboundedSender<Command>,
    /// Tells the runners of jumps of time.
    pub(super) wake: watch::Sender<u64>,
}

/// A job of this run and what goes with it.
struct Live {
    job: Job,
    clip: Option<Clip>,
    /// The clip's file was found missing, and is not back yet.
    missing: bool,
    usual: Arc<Usual>,
    /// How a runner is told not to wait for its time.
    nudge: watch::Sender<Nudge>,
    /// Set while a runner owns the job.
    runner: Option<CancellationToken>,
    /// A person wants it stopped as soon as the runner lets go.
    stop_wanted: bool,
    /// The page's id of the last "send again".
    sent_again: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum PracticeState {
    Off,
    Starting,
    On,
}

pub(super) struct Desk {
    parts: Parts,
    jobs: BTreeMap<String, Live>,
    revision: u64,
    verdict: Option<Verdict>,
    /// What a check in this run told of the current service's models.
    listing: Option<Listing>,
    /// Whether the service is the vendor's and lists each model, as the page was told last.
    told: (bool, Vec<Option<bool>>),
    /// The window is there and usable.
    shown: bool,
    /// The last time that a service was asked for its list.
    asked: Option<Asked>,
    /// When the person's own file was looked at last; None while somebody looks.
    looked: Option<Instant>,
    /// Whose prices are looked for.
    wanted: prices::Wanted,
    /// Why waiting jobs stand still.
    holds: Holds,
    practice: PracticeState,
    /// Set when the app is quitting.
    ending: Option<(Vec<oneshot::Sender<()>>, Instant)>,
    /// When the practice studio may be started again after it could not.
    practice_again: Option<Instant>,
    /// The way to services elsewhere; None while the keyring is asked for the proxy's password.
    route: Option<Route>,
    /// One turn a service to bring pictures there.
    picture_turns: BTreeMap<String, Arc<Semaphore>>,
    /// How long jobs take, by service and model, as learnt so far.
    usuals: BTreeMap<(String, String), Arc<Usual>>,
    /// How long the models took at the current service; None until it was looked up.
    took: Option<usual::Took>,
    /// Both clocks, to notice a sleep or a clock that was set.
    clocks: Clocks,
    began: Instant,
    /// Who asked about which job by hand, and waits for the answer.
    asked_by: Vec<watching::AskedBy>,
}

impl Desk {
    pub(super) async fn open(parts: Parts) -> Result<Self> {
        let clocks = Clocks::new(parts.bench.clock.now(), Duration::ZERO);
        let at_vendor = parts.settings.borrow().service.is_vendor();
        let mut desk = Self {
            listing: None,
            shown: false,
            asked: None,
            looked: Some(Instant::now()),
            told: (at_vendor, vec![None; parts.catalogue.models().len()]),
            parts,
            jobs: BTreeMap::new(),
            revision: 1,
            verdict: None,
            wanted: prices::Wanted::default(),
            holds: Holds::default(),
            practice: PracticeState::Off,
            ending: None,
            practice_again: None,
            route: None,
            picture_turns: BTreeMap::new(),
            usuals: BTreeMap::new(),
            took: None,
            clocks,
            began: Instant::now(),
            asked_by: Vec::new(),
        };
        desk.tend_route();
        desk.holds = Holds::load(&desk.parts.bench.store).await?;
        let unfinished = desk.parts.bench.store.read(|db| store::job::unfinished(db)).await?;
        for mut job in unfinished {
            if job.state == State::Sending {
                interrupted(&mut job);
                let row = job.clone();
                desk.parts.bench.store.write(move |db| store::job::update(db, &row)).await?;
            }
            desk.take_in(job).await?;
        }
        let saving = desk.jobs.values().filter(|live| live.job.state.is_live());
        let keep: Vec<String> = saving.map(|live| live.job.id.clone()).collect();
        if let Err(fault) = desk.parts.bench.folders.sweep(&keep) {
            tracing::warn!(fault = %fault.chain(), "old partial files were not removed");
        }
        Ok(desk)
    }

    pub(super) async fn run(
        mut self,
        mut inbox: mpsc::UnboundedReceiver<Command>,
        mut heard: mpsc::UnboundedReceiver<Report>,
    ) {
        let mut known = self.parts.bench.secrets.watch();
        let mut tick = tokio::time::interval(TICK);
        tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                // In this order, so that the same events always come to the same.
                biased;
                command = inbox.recv() => match command {
                    Some(command) => self.obey(command).await,
                    None => break,
                },
                Some(report) = heard.recv() => self.hear(report).await,
                Ok(()) = known.changed() => {
                    known.borrow_and_update();
                    self.tend_holds().await;
                    self.tell_account();
                }
                _ = tick.tick() => {}
            }
            self.tend_clocks().await;
            self.tend_own_models();
            self.tend_route();
            self.tend_listing();
            self.tend_times().await;
            self.tend_prices();
            self.tend_practice();
            self.give_turns();
            self.tend_queue();
            if self.has_ended() {
                break;
            }
        }
        self.parts.host.practice_stop().await;
        // Whoever is told that this studio has ended may open the folder again.
        drop(self.parts.lock);
        for done in self.ending.take().into_iter().flat_map(|(asked, _)| asked) {
            let _ = done.send(());
        }
    }

    // ---- commands

    async fn obey(&mut self, command: Command) {
        match command {
            Command::Snapshot(reply) => answer(reply, Ok(self.snapshot())),
            Command::Create { draft, press, reply } => {
                let made = self.create(*draft, press).await;
                answer(reply, made);
            }
            Command::Stop { id, reply } => {
                let stopped = self.stop(&id).await;
                answer(reply, stopped);
            }
            Command::Watch { id, reply } => {
                let watched = self.apply(&id, Happened::WatchAsked).await;
                answer(reply, watched);
            }
            Command::Ask { id, reply } => self.ask_now(&id, reply).await,
            Command::Retry { id, press, reply } => {
                let retried = self.retry(&id, press).await;
                answer(reply, retried);
            }
            Command::SendAgain { id, press, reply } => {
                let sent = self.send_again(&id, press).await;
                answer(reply, sent);
            }
            Command::Adopt { id, task, reply } => {
                let adopted = self.adopt(&id, &task).await;
                answer(reply, adopted);
            }
            Command::Add { task, model, press, reply } => {
                let added = self.add(&task, model, press).await;
                answer(reply, added);
            }
            Command::Move { id, before, reply } => {
                let moved = self.move_before(&id, before.as_deref()).await;
                answer(reply, moved);
            }
            Command::Clear { ids, reply } => answer(reply, Ok(self.clear(&ids))),
            Command::BringBack { ids, reply } => {
                let back = self.bring_back(ids).await;
                answer(reply, back);
            }
            Command::QueuePause(reply) => {
                let paused = self.pause().await;
                answer(reply, paused);
            }
            Command::QueueGoOn { over, reply } => {
                let going = self.go_on(over).await;
                answer(reply, going);
            }
            Command::Waiting { answer: given, ids, reply } => {
                let answered = self.answer_waiting(given, ids).await;
                answer(reply, answered);
            }
            Command::Download { clip, reply } => {
                let begun = self.download(*clip).await;
                answer(reply, begun);
            }
            Command::Settings { patch, reply } => {
                let changed = self.change_settings(patch).await;
                answer(reply, changed);
            }
            Command::KeyChecked { verdict, listing, reply } => {
                let checked = self.key_checked(verdict, listing).await;
                answer(reply, checked);
            }
            Command::KeyForgotten(reply) => {
                self.verdict = None;
                self.tell_account();
                answer(reply, Ok(self.account()));
            }
            Command::Account(reply) => answer(reply, Ok(self.account())),
            Command::LibraryChanged => self.tell_library(),
            Command::WindowShown => self.shown = true,
            Command::Listed { asked, listing } => self.listed_by(asked, listing),
            Command::OwnModels(found) => self.own_models_read(found),
            Command::Prices(found) => self.prices_found(found),
            Command::Practice(started) => self.practice_started(started).await,
            Command::Shutdown(done) => self.end(done),
        }
    }

    // ---- the end

    fn end(&mut self, done: oneshot::Sender<()>) {
        if let Some((asked, _)) = &mut self.ending {
            asked.push(done);
            return;
        }
        self.ending = Some((vec![done], Instant::now()));
        for live in self.jobs.values() {
            if let Some(runner) = &live.runner {
                runner.cancel();
            }
        }
    }

    fn has_ended(&self) -> bool {
        let Some((_, since)) = &self.ending else { return false };
        let running = || self.jobs.values().filter(|live| live.runner.is_some());
        let sending = running().any(|live| live.job.state == State::Sending);
        let patience = if sending { LAST_POST } else { LAST_WORK };
        running().next().is_none() || since.elapsed() > patience
    }

    // ---- records

    async fn commit(&mut self, job: &Job) -> Result<()> {
        let row = job.clone();
        self.parts.bench.store.write(move |db| store::job::update(db, &row)).await?;
        if let Some(live) = self.jobs.get_mut(&job.id) {
            live.job = job.clone();
        }
        Ok(())
    }

    /// The job, brought back into this run if it ended in an earlier one.
    async fn find(&mut self, id: &str) -> Result<&mut Live> {
        if !self.jobs.contains_key(id) {
            let row = id.to_owned();
            let store = self.parts.bench.store.clone();
            let found = store.write(move |db| store::job::get(db, &row)).await?;
            let job = found.ok_or_else(|| Error::new(ErrorKind::JobUnknown, "find a job"))?;
            self.take_in(job).await?;
        }
        self.jobs.get_mut(id).ok_or_else(|| Error::new(ErrorKind::JobUnknown, "find a job"))
    }

    async fn take_in_all(&mut self, jobs: Vec<Job>) -> Result<Vec<JobSnapshot>> {
        let mut views = Vec::new();
        for job in jobs {
            let id = job.id.clone();
            if !self.jobs.contains_key(&id) {
                self.take_in(job).await?;
            }
            views.push(self.show(&id)?);
        }
        Ok(views)
    }

    async fn take_in(&mut self, job: Job) -> Result<()> {
        let usual = self.usual(&job).await?;
        self.look_up_key(&job.service);
        let clip = match job.state.clip().map(str::to_owned) {
            Some(id) => {
                let store = &self.parts.bench.store;
                let found = store.read(move |db| store::clip::get(db, &id)).await;
                found.ok().map(|(clip, _)| clip)
            }
            None => None,
        };
        let live = Live {
            missing: clip.is_some() && job.state.is_live(),
            job,
            clip,
            usual,
            nudge: watch::Sender::default(),
            runner: None,
            stop_wanted: false,
            sent_again: None,
        };
        self.jobs.insert(live.job.id.clone(), live);
        Ok(())
    }

    /// A job may belong to a service that is not the current one: its key is wanted as well.
    fn look_up_key(&self, service: &Service) {
        let Service::Remote(base) = service else { return };
        let (secrets, name) = (self.parts.bench.secrets.clone(), base.key_name());
        if secrets.known().held(&name).is_none() {
            tokio::spawn(async move { secrets.look_up(&name).await });
        }
    }

    fn now(&self) -> Millis {
        self.parts.bench.clock.now()
    }

    fn new_id(&self) -> String {
        self.parts.bench.clock.id()
    }
}

/// A job that was being sent when the app ended: its stored answer is read, if it had come;
/// otherwise nobody knows, and only a person may send it again.
fn interrupted(job: &mut Job) {
    let unknown = || Cause::new(CauseCode::NoAnswer, Charged::Maybe, None);
    let happened = match &job.answer {
        Some(stored) => match fault::submitted(stored.status, &stored.raw) {
            Submitted::Accepted(task) => Happened::Accepted(task),
            Submitted::Refused(cause) => Happened::Refused(cause),
            Submitted::Busy(_) => Happened::NotSent,
            Submitted::Unclear(cause) => Happened::Lost(cause),
        },
        None => Happened::Lost(unknown()),
    };
    let next = job.state.clone().next(happened);
    job.state = next.unwrap_or_else(|_| State::Unclear { cause: unknown() });
    job.due_at = None;
}

fn not_now(state: StateName) -> Error {
    Error::new(ErrorKind::NotNow, format!("change a job that is {}", state.name()))
}

fn first(views: Vec<JobSnapshot>) -> Result<JobSnapshot> {
    views.into_iter().next().ok_or_else(|| Error::new(ErrorKind::JobUnknown, "show a job"))
}

fn answer<T>(reply: Reply<T>, result: Result<T>) {
    // Whoever asked may have gone; that changes nothing here.
    let _ = reply.send(result);
}
