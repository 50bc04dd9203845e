//! Whether time has jumped: the computer slept, was stopped, or somebody set the clock. Pure; the
//! two clocks are passed in. The wall clock says when things are due, because timers stop while a
//! computer sleeps; the steady one says how long a wait was, because nobody can set it.

use std::time::Duration;

use super::{LONGEST_NAMED, between};
use crate::host::Millis;

/// The clocks may drift apart by so much between two looks: a clock is set right now and then.
const DRIFT: Duration = Duration::from_secs(2);
/// Whoever has not looked for so long was asleep, on systems where the steady clock goes on then.
const AWAY: Duration = Duration::from_secs(20);

/// Both clocks as they were last looked at.
#[derive(Clone, Copy, Debug)]
pub struct Clocks {
    wall: Millis,
    steady: Duration,
}

impl Clocks {
    /// As they stand now; `steady` counts from any fixed moment.
    pub fn new(wall: Millis, steady: Duration) -> Self {
        Self { wall, steady }
    }

    /// Looks again, and says by how much the wall clock went on more than the steady one where time
    /// has jumped since the last look, ms: below nought where the clock was set back.
    pub fn jumped(&mut self, wall: Millis, steady: Duration) -> Option<Millis> {
        let passed = steady.saturating_sub(self.steady);
        let expected = self.wall.saturating_add(Millis::try_from(passed.as_millis()).unwrap_or(0));
        let apart = Duration::from_millis(expected.abs_diff(wall));
        *self = Self { wall, steady };
        (apart > DRIFT || passed > AWAY).then(|| wall.saturating_sub(expected))
    }
}

/// How long to wait for something that is due at a time, where such a wait is at most `limit`: a
/// due time that is further away was written by a clock that has been set back since.
pub fn left(now: Millis, due: Millis, limit: Duration) -> Duration {
    between(now, due).min(limit)
}

/// Whether a waiting job's time has come. No wait of a waiting job is longer than what a service can
/// ask for.
pub fn is_due(now: Millis, due: Millis) -> bool {
    due <= now || between(now, due) > LONGEST_NAMED
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Millis = 24 * 3_600 * 1_000;

    #[test]
    fn a_jump_is_told_from_the_passing_of_time() {
        let second = Duration::from_secs(1);
        // What both clocks go on by, and whether that is a jump.
        let table = [
            (500, Duration::from_millis(500), false),
            (9_000, 9 * second, false),
            (1_000, Duration::from_millis(2_500), false),
            // The lid was closed for an hour; the clock was set on or back, by a day and by summer.
            (3_600_500, Duration::from_millis(500), true),
            (DAY, Duration::from_millis(500), true),
            (-DAY, Duration::from_millis(500), true),
            (-3_600_000, second, true),
            // Stopped, or asleep where the steady clock does not stop.
            (60_000, 60 * second, true),
        ];
        let (mut wall, mut steady) = (1_700_000_000_000, Duration::ZERO);
        let mut clocks = Clocks::new(wall, steady);
        for (on, passed, jumped) in table {
            (wall, steady) = (wall + on, steady + passed);
            let by = on - passed.as_millis() as Millis;
            let expected = jumped.then_some(by);
            assert_eq!(clocks.jumped(wall, steady), expected, "{on} ms in {passed:?}");
            assert_eq!(clocks.jumped(wall, steady), None, "once");
        }
    }

    #[test]
    fn no_wait_is_longer_than_its_limit_whatever_the_clock_was_set_to() {
        let limit = Duration::from_secs(60);
        for (due, expected) in [(-DAY, 0), (0, 0), (1, 1), (60_000, 60_000), (DAY, 60_000)] {
            assert_eq!(left(0, due, limit), Duration::from_millis(expected));
        }
        assert!(is_due(0, 0) && is_due(0, -DAY) && is_due(0, DAY));
        assert!(!is_due(0, 1) && !is_due(0, 3_600_000), "a service may name an hour");
    }
}
