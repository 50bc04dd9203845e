//! When jobs of a model tend to be ready, learnt from what this machine has seen: a log-normal
//! distribution with a small share of surprises. Pure. It decides nothing; `timetable.rs` does.
//!
//! Nobody sees a clip become ready. What is seen is an interval: the last answer that said "still
//! being made", and the one that said "ready". The fit takes every time anywhere in its interval,
//! as likely as the distribution makes it there, and does so until nothing moves any more. So a
//! computer that slept for an hour adds an hour wide "somewhere in here", and no false hour.

use std::time::Duration;

/// Past jobs that are looked at, the latest: services change.
pub const PAST_JOBS: usize = 40;
/// As many past jobs the expected middle counts as.
const MIDDLE_COUNTS: f64 = 2.0;
/// As many past jobs the expected spread counts as.
const SPREAD_COUNTS: f64 = 2.0;
/// The spread before there is a history: nine of ten of the vendor's "1 to 5 minutes".
const SPREAD: f64 = 0.5;
/// Narrower and wider than this nothing is believed to be.
const SPREADS: (f64, f64) = (0.1, 1.5);
/// This share of jobs may be ready at any time whatever the history says: the model was made
/// faster, the queue is long today. It keeps the questions going everywhere.
const SURPRISES: f64 = 0.02;
/// The fit moves less than a thousandth after so many rounds.
const ROUNDS: u32 = 24;
/// Points of an interval that are looked at.
const POINTS: u32 = 16;
/// Seconds below which no logarithm is taken.
const LEAST: f64 = 1.0;

/// What was seen of a past job, since it was sent: when it was last said to be still in the making,
/// and when it was known to be ready.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Past {
    /// It was not ready yet; zero where nobody asked before.
    pub after: Duration,
    /// It was ready.
    pub by: Duration,
}

/// When jobs tend to be ready: the logarithm of the seconds is normal.
#[derive(Clone, Copy, Debug)]
pub struct Expected {
    middle: f64,
    spread: f64,
}

impl Expected {
    /// From the usual time before there was a history, and the history.
    pub fn learnt(usual: Duration, past: &[Past]) -> Self {
        let first = usual.as_secs_f64().max(LEAST).ln();
        let mut expected = Self { middle: first, spread: SPREAD };
        for _ in 0..if past.is_empty() { 0 } else { ROUNDS } {
            let seen: Vec<(f64, f64)> = past.iter().map(|one| expected.within(*one)).collect();
            let count = seen.len() as f64;
            let sum: f64 = seen.iter().map(|(mean, _)| mean).sum();
            let middle = (MIDDLE_COUNTS * first + sum) / (MIDDLE_COUNTS + count);
            let away: f64 = seen.iter().map(|(mean, own)| own + (mean - middle).powi(2)).sum();
            let square = (SPREAD_COUNTS * SPREAD * SPREAD + away) / (SPREAD_COUNTS + count);
            let (least, most) = SPREADS;
            expected = Self { middle, spread: square.sqrt().clamp(least, most) };
        }
        expected
    }

    /// Half of the jobs are ready by then, seconds.
    pub fn median(self) -> f64 {
        self.middle.exp()
    }

    /// So many spreads after the middle, seconds.
    pub fn late(self, spreads: f64) -> f64 {
        (self.middle + spreads * self.spread).exp()
    }

    /// The density of becoming ready after so many seconds, 1/s, and the share that is not ready
    /// by then.
    pub fn at(self, seconds: f64) -> (f64, f64) {
        let z = (seconds.ln() - self.middle) / self.spread;
        let usual = (bell(z) / (seconds * self.spread), beyond(z));
        // Surprises: log-logistic around the same middle, which has a long tail on both sides.
        let odds = (seconds / self.median()).powi(2);
        let odd = (2.0 * odds / (seconds * (1.0 + odds).powi(2)), 1.0 / (1.0 + odds));
        let mix = |usual: f64, odd: f64| (1.0 - SURPRISES) * usual + SURPRISES * odd;
        (mix(usual.0, odd.0), mix(usual.1, odd.1))
    }

    /// Where in its interval a past job's logarithm lies: mean and variance.
    fn within(self, past: Past) -> (f64, f64) {
        let ln = |time: Duration| time.as_secs_f64().max(LEAST).ln();
        let (from, to) = (ln(past.after), ln(past.by));
        let reach = 5.0 * self.spread;
        let (low, high) = (from.max(self.middle - reach), to.min(self.middle + reach));
        if low >= high {
            // Far out, it lies at the near end.
            return (if from > self.middle { from } else { to }, 0.0);
        }
        let mut sums = (0.0, 0.0, 0.0);
        for point in 0..POINTS {
            let x = low + (high - low) * (f64::from(point) + 0.5) / f64::from(POINTS);
            let weight = bell((x - self.middle) / self.spread);
            sums = (sums.0 + weight, sums.1 + weight * x, sums.2 + weight * x * x);
        }
        let mean = sums.1 / sums.0;
        (mean, (sums.2 / sums.0 - mean * mean).max(0.0))
    }
}

/// The normal density.
fn bell(z: f64) -> f64 {
    (-0.5 * z * z).exp() * 0.398_942_280_4
}

/// The share of a normal distribution beyond `z` (Abramowitz and Stegun 26.2.17; exact to 1e-7,
/// and beyond that the surprises outweigh it).
fn beyond(z: f64) -> f64 {
    const TERMS: [f64; 5] =
        [1.330_274_429, -1.821_255_978, 1.781_477_937, -0.356_563_782, 0.319_381_530];
    let t = 1.0 / (1.0 + 0.231_641_9 * z.abs());
    let tail = bell(z) * TERMS.iter().fold(0.0, |sum, term| (sum + term) * t);
    if z >= 0.0 { tail } else { 1.0 - tail }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(after: u64, by: u64) -> Past {
        Past { after: Duration::from_secs(after), by: Duration::from_secs(by) }
    }

    #[test]
    fn without_a_history_the_vendors_word_counts() {
        let expected = Expected::learnt(Duration::from_secs(180), &[]);
        assert!((expected.median() - 180.0).abs() < 1e-9);
        let ready_within = |seconds| 1.0 - expected.at(seconds).1;
        // "1 to 5 minutes".
        assert!((0.80..0.95).contains(&(ready_within(360.0) - ready_within(72.0))));
    }

    #[test]
    fn a_history_moves_the_middle_and_narrows_the_spread() {
        let past: Vec<Past> = (0..30).map(|n| seconds(85 + n, 95 + n)).collect();
        let expected = Expected::learnt(Duration::from_secs(300), &past);
        assert!((100.0..120.0).contains(&expected.median()), "{}", expected.median());
        assert!((0.1..0.25).contains(&expected.spread), "{}", expected.spread);
        let one = Expected::learnt(Duration::from_secs(300), &past[..1]);
        assert!((180.0..260.0).contains(&one.median()), "one job is not a rule");
    }

    #[test]
    fn a_computer_that_slept_teaches_no_false_hour() {
        let mut past: Vec<Past> = (0..20).map(|n| seconds(90 + n, 100 + n)).collect();
        let before = Expected::learnt(Duration::from_secs(120), &past);
        past.extend([seconds(60, 3_600), seconds(20, 30_000), seconds(0, 7_200)]);
        let after = Expected::learnt(Duration::from_secs(120), &past);
        assert!((after.median() / before.median() - 1.0).abs() < 0.05, "{before:?} {after:?}");
        assert!(after.spread < before.spread + 0.05, "{before:?} {after:?}");
    }

    #[test]
    fn nonsense_in_the_history_breaks_nothing() {
        let past = [seconds(0, 0), seconds(500, 100), seconds(0, u64::from(u32::MAX) * 1_000)];
        for usual in [0, 1, 1_000_000_000] {
            let expected = Expected::learnt(Duration::from_secs(usual), &past);
            assert!(expected.median().is_finite() && expected.median() >= LEAST);
            for seconds in [0.5, 1.0, 1e3, 1e9] {
                let (density, left) = expected.at(seconds);
                assert!(density.is_finite() && density > 0.0 && left > 0.0 && left <= 1.0);
            }
        }
    }

    #[test]
    fn the_tail_of_the_normal_distribution_is_right() {
        for (z, share) in
            [(0.0, 0.5), (1.0, 0.158_655_25), (1.96, 0.024_997_9), (-2.0, 0.977_249_87)]
        {
            assert!((beyond(z) - share).abs() < 1e-6, "{z}: {}", beyond(z));
        }
    }
}
