//! When to do things: the next question to the service, the next try. Pure; time is passed in.
//! All waits are scaled by the caller, who also adds what the service itself asked for.

use std::time::Duration;

use crate::host::Millis;

/// The vendor recommends to ask every 10 seconds.
const EVERY: Duration = Duration::from_secs(10);
/// The practice studio is on this computer and done within seconds.
const EVERY_PRACTICE: Duration = Duration::from_secs(3);
const MINUTE: Duration = Duration::from_secs(60);
/// From here on a job is "taking unusually long" at the earliest.
const LONG: Duration = Duration::from_secs(15 * 60);
/// A task that the service does not know directly after it was created may still appear.
const GRACE: Duration = Duration::from_secs(60);

/// What the next question depends on.
#[derive(Clone, Copy, Debug)]
pub struct Watching {
    /// Since the request was sent.
    pub elapsed: Duration,
    /// How long such a job usually takes.
    pub typical: Duration,
    /// Questions in a row that brought nothing.
    pub troubles: u32,
    /// Whether the practice studio makes it.
    pub practice: bool,
}

impl Watching {
    /// How long to wait before the next question.
    pub fn wait(self) -> Duration {
        if self.troubles > 0 {
            return backoff(self.troubles);
        }
        let every = if self.practice { EVERY_PRACTICE } else { EVERY };
        match self.elapsed {
            elapsed if elapsed < LONG => every,
            elapsed if elapsed < 4 * LONG => MINUTE,
            elapsed if elapsed < 48 * 4 * LONG => 5 * MINUTE,
            _ => 60 * MINUTE,
        }
    }

    /// Whether it takes unusually long: then it no longer holds a place in the queue.
    pub fn is_overdue(self) -> bool {
        self.elapsed > LONG.max(self.typical * 3)
    }

    /// Whether the service may not know the task yet.
    pub fn in_grace(self) -> bool {
        self.elapsed < GRACE
    }
}

/// 10, 20, 40, 60, 60, … seconds.
pub fn backoff(troubles: u32) -> Duration {
    let doubled = EVERY * 2_u32.saturating_pow(troubles.saturating_sub(1).min(3));
    doubled.min(MINUTE)
}

/// A wait after trouble, made up to a quarter longer, never shorter: what failed together shall not
/// come back together. The same job and number of troubles give the same wait.
pub fn spread(wait: Duration, job: &str, troubles: u32) -> Duration {
    let seed = job.bytes().chain(troubles.to_le_bytes()).fold(0xcbf2_9ce4_8422_2325, mix);
    wait + wait.mul_f64((seed >> 40) as f64 / (1_u64 << 24) as f64 / 4.0)
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
