//! Resting until something is due: the wall clock, the steady clock, a wake and a person's word are
//! listened to at once, and nothing is looked at in between. Decides nothing about waits.

use std::time::Duration;

use tokio::time::Instant;

use super::{Runner, Turn};
use crate::job::Note;
use crate::job::schedule::jump;

/// The studio's word to a runner that it is not to wait for its time. Each counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Nudge {
    /// A person wants to know now.
    pub(crate) now: u64,
    /// What stood in the way seems to be gone.
    pub(crate) soon: u64,
}

/// How long ago a job was sent. The wall clock is asked once; from then on the steady one counts, so
/// that a clock that is set cannot make a job young or old. A sleep of the computer is not counted:
/// after it a job is asked about as often as before.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Age {
    before: Duration,
    from: Instant,
}

impl Age {
    /// So much by now.
    pub(crate) fn new(before: Duration) -> Self {
        Self { before, from: Instant::now() }
    }

    /// It is being sent.
    pub(crate) fn none() -> Self {
        Self::new(Duration::ZERO)
    }

    /// By now.
    pub(crate) fn now(self) -> Duration {
        self.before + self.from.elapsed()
    }
}

impl Runner {
    /// Rests until the job is due by either clock. The wall clock is right after a sleep, when timers
    /// stood still; the steady one where the wall clock was set back. A wake counts at once for a job
    /// that only lacks a connection.
    pub(super) async fn sleep(&mut self) -> Turn {
        self.by_hand = false;
        let Some(due) = self.job.due_at else { return Turn::Go };
        let limit = self.watching().limit().mul_f64(self.bench.scale(&self.job.service));
        let until = Instant::now() + jump::left(self.now(), due, limit);
        while self.now() < due && Instant::now() < until {
            tokio::select! {
                biased;
                () = tokio::time::sleep_until(until) => {}
                Ok(()) = self.nudges.changed() => {
                    self.by_hand = self.nudges.borrow().now != self.heard.now;
                    break;
                }
                Ok(()) = self.bench.wakes.changed() => {
                    if self.job.note == Some(Note::Offline) {
                        break;
                    }
                }
                () = self.stop.cancelled() => return Turn::Rest,
            }
        }
        Turn::Go
    }

    /// There is an answer: whatever was asked for before it has been heard. What comes from now on,
    /// also while the answer is still written down, makes the job be asked about again.
    pub(super) fn catch_up(&mut self) {
        self.heard = *self.nudges.borrow_and_update();
        self.bench.wakes.mark_unchanged();
    }

    /// Comes when a person wants to know now; already here where that is why the job is asked about.
    pub(super) fn hurry(&self) -> impl Future<Output = ()> + Send + 'static {
        let (by_hand, heard, mut nudges) = (self.by_hand, self.heard, self.nudges.clone());
        async move {
            if by_hand {
                return;
            }
            if nudges.wait_for(|nudge| nudge.now != heard.now).await.is_err() {
                // The studio has gone; nobody is in a hurry any more.
                std::future::pending::<()>().await;
            }
        }
    }
}
