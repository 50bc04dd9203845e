//! When to do things: the next question to the service, the next try. Pure; time is passed in.
//! All waits are scaled by the caller, who also adds what the service itself asked for.
//! `learn.rs` knows when jobs tend to be ready, `timetable.rs` when to ask, `jump.rs` the clocks.
//!
//! A job in the making is asked by its timetable until it takes unusually long (15 minutes, or
//! three times what is usual), then every minute, from an hour on every 5 minutes, and from 48 hours
//! on once a day, without end: no job ever fails by time, and a person can always ask by hand.

pub mod jump;
pub mod learn;
mod timetable;

use std::time::Duration;

use learn::Expected;
pub use learn::Past;
use timetable::Timetable;

use crate::host::Millis;

/// The vendor recommends to ask every 10 seconds.
const EVERY: Duration = Duration::from_secs(10);
/// No job is asked about more often by itself.
const SHORTEST: Duration = Duration::from_secs(3);
/// The practice studio is on this computer and done within seconds.
const EVERY_PRACTICE: Duration = SHORTEST;
const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3_600);
const DAY: Duration = Duration::from_secs(24 * 3_600);
/// From here on a job is "taking unusually long" at the earliest.
const LONG: Duration = Duration::from_secs(15 * 60);
/// From here on a job is asked about once a day.
const VERY_LONG: Duration = Duration::from_secs(48 * 3_600);
/// A task that the service does not know directly after it was created may still appear.
const GRACE: Duration = Duration::from_secs(60);
/// The longest pause that a service can name, and what [`spread`] adds to it.
const LONGEST_NAMED: Duration = Duration::from_secs(3_600 + 900);
/// A wait of the timetable is a tenth longer or shorter at most: jobs shall not go in step, and the
/// clip comes home only a third of a percent later for it.
const JITTER: f64 = 0.1;
/// The first is up to a quarter longer or shorter: what was sent together is asked about apart.
const FIRST_JITTER: f64 = 0.25;

/// How long jobs of a model at a service take, and when they are asked about.
#[derive(Clone, Debug)]
pub struct Usual {
    /// How long such a job usually takes.
    pub typical: Duration,
    /// None where nothing is known at all: every 10 seconds.
    times: Option<Timetable>,
}

impl Usual {
    /// Asked about every 10 seconds.
    pub fn plain(typical: Duration) -> Self {
        Self { typical, times: None }
    }

    /// Asked about by what the vendor says takes `vendor`, and by the jobs of the past.
    pub fn learnt(typical: Duration, vendor: Duration, past: &[Past]) -> Self {
        let expected = Expected::learnt(vendor, past);
        Self { typical, times: Some(Timetable::new(expected, overdue(typical))) }
    }
}

/// What the next question depends on.
#[derive(Clone, Copy, Debug)]
pub struct Watching<'a> {
    /// The job's id: it gives the job a rhythm of its own.
    pub job: &'a str,
    /// Since the request was sent.
    pub elapsed: Duration,
    /// How long such jobs take.
    pub usual: &'a Usual,
    /// Questions in a row that brought nothing.
    pub troubles: u32,
    /// Whether the practice studio makes it.
    pub practice: bool,
}

impl Watching<'_> {
    /// How long to wait before the next question.
    pub fn wait(self) -> Duration {
        if self.troubles > 0 {
            return backoff(self.troubles);
        }
        if self.practice && self.elapsed < LONG {
            return EVERY_PRACTICE;
        }
        let jitter = if self.elapsed < SHORTEST { FIRST_JITTER } else { JITTER };
        let share = 1.0 + jitter * (2.0 * dice(self.job, self.elapsed.as_millis() as u64) - 1.0);
        if !self.is_overdue() {
            return match &self.usual.times {
                Some(times) => times.wait(self.elapsed, share),
                None => EVERY.mul_f64(share),
            };
        }
        let every = match self.elapsed {
            elapsed if elapsed < HOUR => MINUTE,
            elapsed if elapsed < VERY_LONG => 5 * MINUTE,
            _ => DAY,
        };
        every.mul_f64(share)
    }

    /// No due time of such a job is further away: one that is was written by a clock that
    /// has been set back since.
    pub fn limit(self) -> Duration {
        match self.troubles {
            0 => (self.wait() * 3 / 2).max(MINUTE * 5 / 4),
            _ => LONGEST_NAMED,
        }
    }

    /// Whether it takes unusually long: then it no longer holds a place in the queue.
    pub fn is_overdue(self) -> bool {
        self.elapsed > overdue(self.usual.typical)
    }

    /// Whether the service may not know the task yet.
    pub fn in_grace(self) -> bool {
        self.elapsed < GRACE
    }
}

fn overdue(typical: Duration) -> Duration {
    LONG.max(typical.saturating_mul(3))
}

/// 10, 20, 40, 60, 60, … seconds.
pub fn backoff(troubles: u32) -> Duration {
    let doubled = EVERY * 2_u32.saturating_pow(troubles.saturating_sub(1).min(3));
    doubled.min(MINUTE)
}

/// A wait after trouble, made up to a quarter longer, never shorter: what failed together shall not
/// come back together. The same job and number of troubles give the same wait.
pub fn spread(wait: Duration, job: &str, troubles: u32) -> Duration {
    wait + wait.mul_f64(dice(job, troubles.into()) / 4.0)
}

/// From 0 to 1, even enough, and the same for the same.
fn dice(job: &str, turn: u64) -> f64 {
    let seed = job.bytes().chain(turn.to_le_bytes()).fold(0xcbf2_9ce4_8422_2325, mix);
    (seed >> 40) as f64 / (1_u64 << 24) as f64
}

/// One step of FNV-1a, which is small and mixes well enough.
fn mix(hash: u64, byte: u8) -> u64 {
    let hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    hash ^ (hash >> 29)
}

/// How long a busy service is left alone before a refused POST goes out again: what it named, else
/// 10 seconds doubling. None after the fifth try.
pub fn busy(tries: u32, named: Option<Duration>) -> Option<Duration> {
    if tries > 5 {
        return None;
    }
    Some(named.unwrap_or(EVERY * 2_u32.pow(tries.saturating_sub(1))))
}

/// Milliseconds between two points of the wall clock, never negative: the clock may be set back.
pub fn between(from: Millis, to: Millis) -> Duration {
    Duration::from_millis(u64::try_from(to.saturating_sub(from)).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_waits_after_trouble_grow_to_a_minute() {
        let waits: Vec<u64> = (1..=7).map(|troubles| backoff(troubles).as_secs()).collect();
        assert_eq!(waits, [10, 20, 40, 60, 60, 60, 60]);
        assert_eq!(backoff(u32::MAX).as_secs(), 60);
    }

    #[test]
    fn an_overdue_job_is_asked_ever_more_seldom_and_never_given_up() {
        let usual = Usual::learnt(MINUTE * 3, MINUTE * 3, &[]);
        let at = |minutes: u32| Watching {
            job: "0192",
            elapsed: MINUTE * minutes,
            usual: &usual,
            troubles: 0,
            practice: false,
        };
        let about = |wait: Duration, of: Duration| {
            assert!((of * 9 / 10..=of * 11 / 10).contains(&wait), "{wait:?} is not about {of:?}");
        };
        assert!(!at(15).is_overdue() && at(15).wait() < MINUTE);
        assert!(at(16).is_overdue());
        for (minutes, every) in
            [(16, MINUTE), (59, MINUTE), (61, 5 * MINUTE), (47 * 60, 5 * MINUTE), (49 * 60, DAY)]
        {
            about(at(minutes).wait(), every);
            assert!(at(minutes).limit() >= at(minutes).wait());
        }
        about(at(60 * 24 * 3_650).wait(), DAY);
        // A model that takes an hour is not late after a quarter of one.
        let slow = Usual::learnt(HOUR, HOUR, &[]);
        let late = |minutes| Watching { usual: &slow, ..at(minutes) };
        assert!(!late(170).is_overdue() && late(181).is_overdue());
        about(late(181).wait(), 5 * MINUTE);
    }

    #[test]
    fn jobs_that_failed_together_come_back_apart() {
        let wait = Duration::from_secs(40);
        let spread: Vec<Duration> =
            (0..1_000).map(|job| spread(wait, &format!("0192-{job}"), 3)).collect();
        assert!(spread.iter().all(|one| (wait..wait + wait / 4).contains(one)), "never earlier");
        for quarter in 0..4_u32 {
            let from = wait + wait * quarter / 16;
            let within = spread.iter().filter(|one| (from..from + wait / 16).contains(one)).count();
            assert!((150..350).contains(&within), "{within} of 1,000 in quarter {quarter}");
        }
    }
}
