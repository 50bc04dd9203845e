//! What makes jobs be asked about before their time: a person's word, a service that answers again,
//! a jump of time. Whose question leaves when is the gateway's line, so nothing here can be a storm.

use std::time::Duration;

use tokio::time::Instant;

use super::{Desk, answer, not_now};
use crate::job::{Note, State};
use crate::studio::{JobSnapshot, Reply};

/// How long a person waits for the answer before the job is shown as it stands.
const PATIENCE: Duration = Duration::from_secs(10);

/// Somebody who asked about a job by hand.
pub(super) struct AskedBy {
    job: String,
    reply: Reply<JobSnapshot>,
    since: Instant,
}

impl Desk {
    /// Asks about a job in the making now. One runner owns it, so there are never two questions.
    pub(super) async fn ask_now(&mut self, id: &str, reply: Reply<JobSnapshot>) {
        let live = match self.find(id).await {
            Ok(live) => live,
            Err(fault) => return answer(reply, Err(fault)),
        };
        if !matches!(live.job.state, State::Making { .. }) {
            let name = live.job.state.name();
            return answer(reply, Err(not_now(name)));
        }
        if live.runner.is_none() {
            live.job.due_at = None;
        }
        live.nudge.send_modify(|nudge| nudge.now += 1);
        self.asked_by.push(AskedBy { job: id.to_owned(), reply, since: Instant::now() });
    }

    /// Something was heard of a job: whoever asked about it is told.
    pub(super) fn tell_asked(&mut self, id: &str) {
        self.tell_those(|asked| asked.job == id);
    }

    /// Notices jumps of time, and tells those who have asked in vain.
    pub(super) async fn tend_clocks(&mut self) {
        self.tell_those(|asked| asked.since.elapsed() > PATIENCE);
        let (wall, steady) = (self.now(), self.began.elapsed());
        let Some(by) = self.clocks.jumped(wall, steady) else { return };
        tracing::info!("time has jumped: due times are looked at anew");
        self.parts.wake.send_modify(|count| *count += 1);
        // Whatever stood in the way of a connection may be gone.
        for live in self.jobs.values_mut() {
            if live.runner.is_none() && live.job.note == Some(Note::Offline) {
                live.job.due_at = None;
            }
        }
        if by < 0 {
            self.date_back(-by).await;
        }
    }

    /// There is a way to the service of this job: its other jobs that only lack one need not wait
    /// until their next try.
    pub(super) fn service_answered(&mut self, job: &str) {
        let Some(account) = self.jobs.get(job).map(|live| live.job.service.account()) else {
            return;
        };
        let cut_off = self.jobs.values_mut().filter(|live| {
            live.job.note == Some(Note::Offline)
                && live.job.id != job
                && live.job.service.account() == account
        });
        for live in cut_off {
            match live.runner {
                Some(_) => live.nudge.send_modify(|nudge| nudge.soon += 1),
                None => live.job.due_at = None,
            }
        }
    }

    fn tell_those(&mut self, told: impl Fn(&AskedBy) -> bool) {
        if !self.asked_by.iter().any(&told) {
            return;
        }
        for asked in std::mem::take(&mut self.asked_by) {
            if told(&asked) {
                answer(asked.reply, self.shown(&asked.job));
            } else {
                self.asked_by.push(asked);
            }
        }
    }
}
