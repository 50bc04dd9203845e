//! Why waiting jobs stand still although it would be their turn: a pause of the whole queue, a
//! service that refuses the key or has no money left, a wait so long that a person is asked first.
//! Only what waits stands still; what was sent is watched and saved all the same. Decides nothing
//! about a job: its sending is the runner's.

use std::collections::{BTreeMap, BTreeSet};

use super::{Desk, Live};
use crate::error::Result;
use crate::gateway::fault::CauseCode;
use crate::host::Millis;
use crate::job::{Happened, Job, Note, Service, State, StateName, WORD};
use crate::secret::Held;
use crate::store;
use crate::store::queue::{Hold, Pause};
use crate::studio::{Event, OldJobs, Queue, Standstill, WaitingAnswer};

/// What stands still, as far as it is not written in the jobs themselves.
#[derive(Default)]
pub(super) struct Holds {
    /// Why no waiting job is sent until a person says Go on.
    paused: Option<Pause>,
    /// The services whose waiting jobs are held, by account.
    held: BTreeMap<String, Hold>,
    /// Old jobs that a person wants to keep waiting: not asked about again in this run.
    kept: BTreeSet<String>,
    /// What the page was told last.
    told: Queue,
    /// The jobs that were old when the page was told last.
    old: BTreeSet<String>,
}

impl Holds {
    pub(super) async fn load(store: &store::Store) -> Result<Self> {
        let paused = store.read(|db| store::queue::pause(db)).await?;
        let held = store.read(|db| store::queue::holds(db)).await?;
        let held = held.into_iter().map(|hold| (hold.account.clone(), hold)).collect();
        Ok(Self { paused, held, ..Self::default() })
    }
}

impl Desk {
    pub(super) fn is_paused(&self) -> bool {
        self.holds.paused.is_some()
    }

    /// What keeps a waiting job from its turn until a person did something about it.
    pub(super) fn stands(&self, live: &Live) -> Option<Note> {
        if live.job.state != State::Waiting {
            return None;
        }
        if self.needs_word(live) {
            return Some(Note::WaitedLong);
        }
        self.holds.held.get(&live.job.service.account()).map(|hold| hold.why)
    }

    fn needs_word(&self, live: &Live) -> bool {
        live.job.needs_word(self.now())
    }

    // ---- holds of a service

    /// A wrong key or no money would fail every other waiting job of that service as well.
    pub(super) async fn hold_others(&mut self, job: &Job) {
        let why = match job.state.cause().map(|cause| cause.code) {
            Some(CauseCode::KeyRefused) => Note::KeyRefused,
            Some(CauseCode::CreditEmpty) => Note::CreditEmpty,
            _ => return,
        };
        let fresh = self.jobs.get(&job.id).is_some_and(|live| live.job.state != job.state);
        if !fresh || job.state.name() != StateName::Failed || job.service.is_practice() {
            return;
        }
        let account = job.service.account();
        let hold = Hold { account: account.clone(), why, key_print: job.key_print.clone() };
        self.holds.held.insert(account.clone(), hold.clone());
        // Those that were about to go are called back; a POST under way is never cancelled.
        self.call_back(|job| job.service.account() == account);
        let kept = self.parts.bench.store.write(move |db| store::queue::hold(db, &hold)).await;
        if let Err(fault) = kept {
            tracing::warn!(fault = %fault.chain(), "a hold is forgotten at the end");
        }
        self.show_waiting();
    }

    /// Lets the waiting jobs of a service go on.
    pub(super) async fn let_go(&mut self, service: &Service) {
        self.let_go_of(service.account()).await;
    }

    pub(super) async fn let_all_go(&mut self) {
        let accounts: Vec<String> = self.holds.held.keys().cloned().collect();
        for account in accounts {
            self.let_go_of(account).await;
        }
    }

    async fn let_go_of(&mut self, account: String) {
        if self.holds.held.remove(&account).is_none() {
            return;
        }
        let gone = self.parts.bench.store.write(move |db| store::queue::let_go(db, &account)).await;
        if let Err(fault) = gone {
            tracing::warn!(fault = %fault.chain(), "a hold comes back at the next start");
        }
        self.show_waiting();
    }

    /// Another key than the one that was refused ends the hold, however it came.
    pub(super) async fn tend_holds(&mut self) {
        let known = self.parts.bench.secrets.known();
        let other = |hold: &&Hold| match known.held(&hold.account) {
            Some(Held::Kept(key) | Held::InMemory(key)) => {
                hold.key_print.as_ref().is_some_and(|print| *print != key.fingerprint())
            }
            Some(Held::None) => true,
            None => false,
        };
        let ended = self.holds.held.values().filter(other).map(|hold| hold.account.clone());
        for account in ended.collect::<Vec<_>>() {
            self.let_go_of(account).await;
        }
    }

    // ---- the pause of the whole queue

    /// Nothing waiting is sent from now on. A pause that has another reason keeps it.
    pub(super) async fn pause(&mut self) -> Result<Queue> {
        if self.holds.paused.is_none() {
            // In force at once, also should the disk refuse to remember it.
            self.holds.paused = Some(Pause::Asked);
            self.call_back(|_| true);
            let asked = Some(Pause::Asked);
            self.parts.bench.store.write(move |db| store::queue::set_pause(db, asked)).await?;
        }
        Ok(self.queue())
    }

    /// Ends what the person has read about and nothing else: a second banner may have come behind.
    pub(super) async fn go_on(&mut self, over: Standstill) -> Result<Queue> {
        match over {
            Standstill::Held => self.let_all_go().await,
            Standstill::Paused(why) if self.holds.paused == Some(why) => {
                self.parts.bench.store.write(|db| store::queue::set_pause(db, None)).await?;
                self.holds.paused = None;
            }
            Standstill::Paused(_) => {}
        }
        Ok(self.queue())
    }

    /// Lets go of the runners of jobs that were not sent yet; they wait on.
    fn call_back(&self, which: impl Fn(&Job) -> bool) {
        let waiting = self.jobs.values().filter(|live| live.job.state == State::Waiting);
        for live in waiting.filter(|live| which(&live.job)) {
            if let Some(runner) = &live.runner {
                runner.cancel();
            }
        }
    }

    // ---- jobs that wait for long

    /// What a person says about jobs that have waited for long. Said of others, it changes nothing.
    pub(super) async fn answer_waiting(
        &mut self,
        answer: WaitingAnswer,
        ids: Vec<String>,
    ) -> Result<Queue> {
        for id in ids {
            let Some(live) = self.jobs.get(&id) else { continue };
            if !self.needs_word(live) || live.runner.is_some() {
                continue;
            }
            match answer {
                WaitingAnswer::Send => {
                    let mut job = live.job.clone();
                    job.take_word(self.now());
                    job.due_at = None;
                    self.commit(&job).await?;
                    self.holds.kept.remove(&id);
                    self.show(&id)?;
                }
                WaitingAnswer::Keep => {
                    self.holds.kept.insert(id);
                }
                WaitingAnswer::Remove => {
                    self.apply(&id, Happened::StopAsked).await?;
                }
            }
        }
        Ok(self.queue())
    }

    /// A queue that moves is not old: what waits behind a job that was taken gets new time.
    pub(super) async fn renew_others(&mut self, job: &Job) {
        let sent = self.jobs.get(&job.id).is_some_and(|live| live.job.state == State::Sending);
        if !sent || !matches!(job.state, State::Making { .. }) || job.service.is_practice() {
            return;
        }
        let (now, account) = (self.now(), job.service.account());
        let behind = self.jobs.values().filter(|live| {
            let other = live.job.service.account() == account && live.runner.is_none();
            other && live.job.may_renew(now) && !self.needs_word(live)
        });
        let until = now.saturating_add(WORD);
        let jobs = behind.map(|live| (live.job.id.clone(), until)).collect();
        self.date(jobs).await;
    }

    /// A clock that was set back makes nothing younger: what waits is dated back with it.
    pub(super) async fn date_back(&mut self, by: Millis) {
        let waiting = self.jobs.values().filter(|live| live.job.state == State::Waiting);
        let until = |live: &Live| live.job.send_until.saturating_sub(by);
        let dated = waiting.map(|live| (live.job.id.clone(), until(live))).collect();
        self.date(dated).await;
    }

    /// In force at once, also should the disk refuse to remember it.
    async fn date(&mut self, jobs: Vec<(String, Millis)>) {
        if jobs.is_empty() {
            return;
        }
        for (id, until) in &jobs {
            if let Some(live) = self.jobs.get_mut(id) {
                live.job.send_until = *until;
            }
        }
        let dated = self.parts.bench.store.write(move |db| store::job::date(db, &jobs)).await;
        if let Err(fault) = dated {
            tracing::warn!(fault = %fault.chain(), "the dates of waiting jobs were not written");
        }
    }

    // ---- what the page sees

    pub(super) fn queue(&self) -> Queue {
        let waiting = || self.jobs.values().filter(|live| live.job.state == State::Waiting);
        let held = waiting()
            .find_map(|live| self.holds.held.get(&live.job.service.account()).map(|hold| hold.why));
        let old = || {
            waiting()
                .filter(|live| self.needs_word(live) && !self.holds.kept.contains(&live.job.id))
        };
        let old = old().map(|live| live.job.created_at).min().map(|since| OldJobs {
            ids: old().map(|live| live.job.id.clone()).collect(),
            since,
            known: old().filter_map(|live| live.job.estimate).sum(),
            unknown: old().filter(|live| live.job.estimate.is_none()).count(),
        });
        Queue { paused: self.holds.paused, held, old }
    }

    /// Tells the page when something stands still or goes on, and of each job that grew old.
    pub(super) fn tend_queue(&mut self) {
        if self.holds.old.is_empty() && !self.any_waits() {
            return self.tell_queue(Queue { paused: self.holds.paused, held: None, old: None });
        }
        let old = self.jobs.values().filter(|live| self.needs_word(live));
        let old: BTreeSet<String> = old.map(|live| live.job.id.clone()).collect();
        // A computer that slept in the middle of an upload: the runner must not go on with it.
        self.call_back(|job| old.contains(&job.id));
        if old != self.holds.old {
            let changed: Vec<String> = old.symmetric_difference(&self.holds.old).cloned().collect();
            self.holds.old = old;
            for id in changed {
                let _ = self.show(&id);
            }
        }
        self.tell_queue(self.queue());
    }

    /// With a thousand jobs in the making and none that waits, one look at them is enough.
    fn any_waits(&self) -> bool {
        self.jobs.values().any(|live| live.job.state == State::Waiting)
    }

    fn tell_queue(&mut self, queue: Queue) {
        if queue != self.holds.told {
            self.holds.told = queue.clone();
            let revision = self.next_revision();
            self.parts.host.emit(Event::Queue(revision, queue));
        }
    }

    /// What holds a waiting job is told with it.
    fn show_waiting(&mut self) {
        let waiting = self.jobs.values().filter(|live| live.job.state == State::Waiting);
        for id in waiting.map(|live| live.job.id.clone()).collect::<Vec<_>>() {
            let _ = self.show(&id);
        }
    }
}
