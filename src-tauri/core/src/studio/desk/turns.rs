//! Whose turn it is: jobs get their runners, and what runners report is taken in. A wrong key or no
//! money holds the other jobs of that service; a panic fails its own job only.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use futures_util::FutureExt;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

use super::{Desk, Live, PracticeState};
use crate::gateway::fault::{Cause, CauseCode, Charged};
use crate::gateway::wire::Way;
use crate::job::runner::{Age, Report, Runner};
use crate::job::schedule::jump;
use crate::job::{Happened, Job, Note, State, StateName};
use crate::studio::may_go;

impl Desk {
    pub(super) async fn hear(&mut self, report: Report) {
        match report {
            Report::Changed(job) => {
                let id = job.id.clone();
                self.hold_others(&job);
                if let Some(live) = self.jobs.get_mut(&id) {
                    live.job = *job;
                }
                let _ = self.show(&id);
                self.tell_asked(&id);
            }
            Report::Answered { job } => self.service_answered(&job),
            Report::Saved(job, clip) => {
                let id = job.id.clone();
                if let Some(live) = self.jobs.get_mut(&id) {
                    live.job = *job;
                    live.clip = Some(*clip);
                    live.missing = false;
                }
                self.learn(&id).await;
                let _ = self.show(&id);
                self.tell_library();
            }
            Report::Ended { job: id, panicked } => {
                let Some(live) = self.jobs.get_mut(&id) else { return };
                live.runner = None;
                let stop = std::mem::take(&mut live.stop_wanted);
                if panicked {
                    self.fail_panicked(&id).await;
                } else if stop && live.job.state.is_live() {
                    let _ = self.apply(&id, Happened::StopAsked).await;
                }
                self.tell_asked(&id);
            }
        }
    }

    /// A wrong key or no money would fail every other waiting job of that service as well.
    pub(super) fn hold_others(&mut self, job: &Job) {
        let note = match job.state.cause().map(|cause| cause.code) {
            Some(CauseCode::KeyRefused) => Note::KeyRefused,
            Some(CauseCode::CreditEmpty) => Note::CreditEmpty,
            _ => return,
        };
        let fresh = self.jobs.get(&job.id).is_some_and(|live| live.job.state != job.state);
        if fresh && job.state.name() == StateName::Failed {
            self.held = Some((job.service.clone(), note));
            let waiting: Vec<String> = self
                .jobs
                .values()
                .filter(|live| live.job.state == State::Waiting)
                .map(|live| live.job.id.clone())
                .collect();
            for id in waiting {
                let _ = self.show(&id);
            }
        }
    }

    /// A panic in one job fails that job and leaves the others alone.
    pub(super) async fn fail_panicked(&mut self, id: &str) {
        let now = self.now();
        let Some(live) = self.jobs.get(id) else { return };
        let mut job = live.job.clone();
        let cause = |charged| Cause::new(CauseCode::Internal, charged, None);
        let happened = match job.state {
            State::Waiting => Happened::Refused(cause(Charged::No)),
            State::Sending => Happened::Lost(cause(Charged::Maybe)),
            _ => Happened::Failed(cause(Charged::Maybe)),
        };
        let Ok(next) = job.state.clone().next(happened) else { return };
        job.state = next;
        job.settle(now);
        if let Err(fault) = self.commit(&job).await {
            tracing::error!(job = %id, fault = %fault.chain(), "a failed job was not written");
        }
        let _ = self.show(id);
    }

    /// Starts runners: for everything under way at once, for waiting jobs while there are places.
    pub(super) fn give_turns(&mut self) {
        // Nothing leaves before it is known which way; the keyring answers within seconds.
        if self.ending.is_some() || self.route.is_none() {
            return;
        }
        let now = self.now();
        let places = self.parts.settings.borrow().jobs_at_once as usize;
        let known = self.parts.bench.secrets.known();
        let practice_runs = self.practice == PracticeState::On;
        // Places are counted only where somebody wants one: this is looked at twice a second.
        let waits = |live: &Live| live.runner.is_none() && live.job.state == State::Waiting;
        let mut busy = match self.jobs.values().any(waits) {
            true => self.jobs.values().filter(|live| self.holds_place(live)).count(),
            false => places,
        };
        let mut start = Vec::new();
        for live in self.jobs.values().filter(|live| live.runner.is_none()) {
            match live.job.state {
                State::Making { .. } | State::Saving { .. } => start.push(live.job.id.clone()),
                State::Waiting if busy < places && self.paused.is_none() => {
                    let due = live.job.due_at.is_none_or(|due| jump::is_due(now, due));
                    let held = self.held.as_ref().is_some_and(|(at, _)| *at == live.job.service);
                    if due && !held && may_go(&live.job, &known, practice_runs) {
                        start.push(live.job.id.clone());
                        busy += 1;
                    }
                }
                _ => {}
            }
        }
        for id in start {
            self.start(&id);
        }
    }

    pub(super) fn is_overdue(&self, live: &Live) -> bool {
        let age = live.job.age(self.now());
        self.parts.bench.watching(&live.job, &live.usual, age).is_overdue()
    }

    pub(super) fn holds_place(&self, live: &Live) -> bool {
        match live.job.state {
            State::Waiting | State::Sending => live.runner.is_some(),
            State::Making { .. } => !self.is_overdue(live),
            _ => false,
        }
    }

    pub(super) fn start(&mut self, id: &str) {
        let Some(live) = self.jobs.get_mut(id) else { return };
        let stop = CancellationToken::new();
        live.runner = Some(stop.clone());
        let age = live.job.age(self.parts.bench.clock.now());
        let turn = self.picture_turns.entry(live.job.service.origin());
        let runner = Runner {
            bench: self.parts.bench.clone(),
            job: live.job.clone(),
            stop,
            usual: Arc::clone(&live.usual),
            age: Age::new(age),
            nudges: live.nudge.subscribe(),
            by_hand: false,
            denials: 0,
            final_words: 0,
            way: Way::default(),
            stale: false,
            picture_turn: Arc::clone(turn.or_insert_with(|| Arc::new(Semaphore::new(1)))),
            sent_before: live.job.sent_at,
        };
        let (id, reports) = (id.to_owned(), self.parts.bench.reports.clone());
        tokio::spawn(async move {
            let outcome = AssertUnwindSafe(runner.run()).catch_unwind().await;
            let _ = reports.send(Report::Ended { job: id, panicked: outcome.is_err() });
        });
    }
}
