//! Whose turn it is: jobs get their runners, and what runners report is taken in. What stands still
//! is in `holds.rs`; a panic fails its own job only.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use futures_util::FutureExt;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

use super::{Desk, Live, PracticeState};
use crate::error::words_of;
use crate::gateway::fault::{Cause, CauseCode, Charged};
use crate::gateway::wire::Way;
use crate::job::runner::{Age, Report, Runner};
use crate::job::schedule::jump;
use crate::job::{Happened, Note, State};
use crate::store;
use crate::studio::may_go;

impl Desk {
    pub(super) async fn hear(&mut self, report: Report) {
        match report {
            Report::Changed(job) => {
                let id = job.id.clone();
                self.hold_others(&job).await;
                self.renew_others(&job).await;
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

    /// A panic in one job fails that job and leaves the others alone. What it had written down
    /// before counts, not what it had told: a stored answer or a task number is never lost.
    pub(super) async fn fail_panicked(&mut self, id: &str) {
        let now = self.now();
        let row = id.to_owned();
        let written = self.parts.bench.store.write(move |db| store::job::get(db, &row)).await;
        let told = self.jobs.get(id).map(|live| live.job.clone());
        let Some(mut job) = written.ok().flatten().or(told) else { return };
        let cause = |charged| Cause::new(CauseCode::Internal, charged, None);
        let happened = match job.state {
            State::Waiting => Happened::Refused(cause(Charged::No)),
            State::Sending => Happened::Lost(cause(Charged::Maybe)),
            _ => Happened::Failed(cause(Charged::Maybe)),
        };
        // One that had ended by then stays as it ended.
        if let Ok(next) = job.state.clone().next(happened) {
            job.state = next;
            job.settle(now);
            (job.due_at, job.note) = (None, None);
        }
        if let Err(fault) = self.commit(&job).await {
            tracing::error!(job = %id, fault = %fault.chain(), "a failed job was not written");
        }
        if let Some(live) = self.jobs.get_mut(id) {
            live.job = job.clone();
        }
        if let Some(clip) = job.state.clip().map(str::to_owned) {
            let found = self.parts.bench.store.read(move |db| store::clip::get(db, &clip)).await;
            if let (Some(live), Ok((clip, _))) = (self.jobs.get_mut(id), found) {
                live.clip = Some(clip);
            }
            self.tell_library();
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
            if let State::Making { .. } | State::Saving { .. } = live.job.state {
                start.push(live.job.id.clone());
            }
        }
        if busy < places && !self.is_paused() {
            for live in self.waiting_line() {
                let due = live.job.due_at.is_none_or(|due| jump::is_due(now, due));
                if busy < places
                    && due
                    && self.stands(live).is_none()
                    && may_go(&live.job, &known, practice_runs)
                {
                    start.push(live.job.id.clone());
                    busy += 1;
                }
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
            // Another key may be gone for good.
            State::Making { .. } => !self.is_overdue(live) && live.job.note != Some(Note::KeyOther),
            _ => false,
        }
    }

    pub(super) fn start(&mut self, id: &str) {
        let Some(live) = self.jobs.get_mut(id) else { return };
        let stop = CancellationToken::new();
        live.runner = Some(stop.clone());
        let age = live.job.age(self.parts.bench.clock.now());
        let turn = self.picture_turns.entry(live.job.service.origin());
        let mut bench = self.parts.bench.clone();
        bench.wakes.mark_unchanged();
        let runner = Runner {
            bench,
            job: live.job.clone(),
            stop,
            usual: Arc::clone(&live.usual),
            age: Age::new(age),
            nudges: live.nudge.subscribe(),
            heard: *live.nudge.borrow(),
            by_hand: false,
            denials: 0,
            final_words: 0,
            way: Way::default(),
            stale: false,
            picture_turn: Arc::clone(turn.or_insert_with(|| Arc::new(Semaphore::new(1)))),
            part: None,
            sent_before: live.job.sent_at,
        };
        let (id, reports) = (id.to_owned(), self.parts.bench.reports.clone());
        tokio::spawn(async move {
            let outcome = AssertUnwindSafe(runner.run()).catch_unwind().await;
            if let Err(panic) = &outcome {
                tracing::error!(job = %id, panic = words_of(panic.as_ref()), "a job panicked");
            }
            let _ = reports.send(Report::Ended { job: id, panicked: outcome.is_err() });
        });
    }
}
