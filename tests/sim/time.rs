//! Time in a simulation. True time runs with the paused runtime and on over every start of the app;
//! the wall clock is what the computer believes: it can be set. While the computer sleeps both go
//! on, and the runtime's timers stand still.

use std::sync::Mutex;

use stillwake_core::host::{Clock, Millis};
use tokio::time::Instant;

/// 2026-10-31, 20:00 in UTC: the clocks of America are set back in the night after.
pub const START: Millis = 1_793_476_800_000;

#[derive(Debug, Default)]
struct Kept {
    /// True time when the runtime of now began.
    before: u64,
    /// When that runtime began.
    began: Option<Instant>,
    /// What the computer has slept in this runtime.
    slept: u64,
    /// What the wall clock is ahead of true time.
    skew: Millis,
    ids: u64,
}

/// The clock of one simulated computer.
#[derive(Debug, Default)]
pub struct Time(Mutex<Kept>);

impl Time {
    /// True milliseconds since the simulation began.
    pub fn true_now(&self) -> u64 {
        let kept = self.0.lock().unwrap();
        let run = kept.began.map_or(0, |began| began.elapsed().as_millis() as u64);
        kept.before + kept.slept + run
    }

    /// A new runtime goes on where the old one was.
    pub fn carry_on(&self) {
        self.0.lock().unwrap().began = Some(Instant::now());
    }

    /// The runtime ends here.
    pub fn hold(&self) {
        let now = self.true_now();
        let mut kept = self.0.lock().unwrap();
        (kept.before, kept.slept, kept.began) = (now, 0, None);
    }

    /// The computer sleeps so long, ms.
    pub fn sleep(&self, millis: u64) {
        self.0.lock().unwrap().slept += millis;
    }

    /// Somebody sets the wall clock, ms.
    pub fn set_ahead(&self, by: Millis) {
        self.0.lock().unwrap().skew += by;
    }
}

impl Clock for Time {
    fn now(&self) -> Millis {
        let now = self.true_now();
        START + Millis::try_from(now).unwrap() + self.0.lock().unwrap().skew
    }

    /// As the app's own, but the same in every run of a seed.
    fn id(&self) -> String {
        let now = u64::try_from(Clock::now(self)).unwrap();
        let mut kept = self.0.lock().unwrap();
        kept.ids += 1;
        format!("{now:012x}-{:08x}", kept.ids)
    }
}
