//! When a job in the making is asked about: the questions that bring the clip home soonest for as
//! many requests as "every 10 seconds" would take. Pure; what is expected comes from `learn.rs`.
//!
//! With `n(t)` questions a second at a time, `f` the density of becoming ready and `S` the share that
//! is not ready yet, a job takes the integral of `n S` requests and waits the integral of `f / 2n`
//! between being ready and being known to be. For a given number of requests the wait is least where
//! `n` goes with the root of `f / S`: seldom while nothing can be ready, often while everything
//! becomes so. The questions after a job's end are not asked, which is why `S` is in it.

use std::time::Duration;

use super::learn::Expected;
use super::{EVERY, LONG, SHORTEST};

/// Cells of the timetable.
const CELLS: usize = 1_024;
/// Before anything is expected there is still a question now and then, seconds.
const SELDOM: f64 = 60.0;
/// So many spreads after the middle the history is at its end, and the vendor's "every 10 seconds"
/// is the least.
const LATE: f64 = 1.0;
/// Halvings until the number of requests fits.
const HALVINGS: u32 = 48;
/// The density factor that is surely too high.
const TOO_OFTEN: f64 = 64.0;

/// How many questions are asked by when.
#[derive(Clone, Debug)]
pub(super) struct Timetable {
    /// Seconds of one cell.
    cell: f64,
    /// Questions by the end of each cell; the first is the beginning.
    asked: Vec<f64>,
}

impl Timetable {
    /// For what is expected, until jobs take unusually long.
    pub(super) fn new(expected: Expected, overdue: Duration) -> Self {
        let every = EVERY.as_secs_f64();
        let cell = overdue.max(LONG).as_secs_f64() / CELLS as f64;
        let middles = (0..CELLS).map(|at| (at as f64 + 0.5) * cell);
        // The wish to ask in each cell, what is still in the making there, and the least that is asked.
        let cells: Vec<(f64, f64, f64)> = middles
            .map(|middle| {
                let (density, left) = expected.at(middle);
                let least = if middle > expected.late(LATE) { every } else { SELDOM };
                ((density / left).sqrt(), left, 1.0 / least)
            })
            .collect();
        let most = 1.0 / SHORTEST.as_secs_f64();
        let rate =
            |factor: f64, (wish, _, least): (f64, f64, f64)| (factor * wish).clamp(least, most);
        let requests =
            |factor: f64| cells.iter().map(|one| rate(factor, *one) * one.1).sum::<f64>();
        let as_many = cells.iter().map(|(_, left, _)| left / every).sum::<f64>();
        let (mut low, mut high) = (0.0, TOO_OFTEN);
        for _ in 0..HALVINGS {
            let factor = (low + high) / 2.0;
            if requests(factor) > as_many { high = factor } else { low = factor }
        }
        let mut sum = 0.0;
        let counted = cells.iter().map(|one| {
            sum += rate(low, *one) * cell;
            sum
        });
        Self { cell, asked: std::iter::once(0.0).chain(counted).collect() }
    }

    /// How long after a time the next question comes. `share` is 1 for a whole step of the timetable;
    /// a little less or more keeps jobs from going in step.
    pub(super) fn wait(&self, elapsed: Duration, share: f64) -> Duration {
        let elapsed = elapsed.as_secs_f64();
        let next = self.time(self.count(elapsed) + share);
        Duration::try_from_secs_f64(next - elapsed).unwrap_or_default().max(SHORTEST)
    }

    /// Questions by a time; after the end every 10 seconds.
    fn count(&self, seconds: f64) -> f64 {
        let cells = seconds / self.cell;
        let at = cells as usize;
        match self.asked.get(at..at + 2) {
            Some(&[before, after]) => before + (after - before) * (cells - at as f64),
            _ => self.all() + (seconds - self.end()) / EVERY.as_secs_f64(),
        }
    }

    /// When so many questions are asked, seconds.
    fn time(&self, count: f64) -> f64 {
        let at = self.asked.partition_point(|asked| *asked <= count);
        match self.asked.get(at.saturating_sub(1)..=at) {
            Some(&[before, after]) => {
                (at as f64 - 1.0 + (count - before) / (after - before)) * self.cell
            }
            _ => self.end() + (count - self.all()) * EVERY.as_secs_f64(),
        }
    }

    fn all(&self) -> f64 {
        self.asked.last().copied().unwrap_or_default()
    }

    fn end(&self) -> f64 {
        CELLS as f64 * self.cell
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Past, Usual, Watching};
    use super::*;

    type Draw = &'static dyn Fn(&mut Dice) -> f64;

    /// Small, seeded, and good enough to draw ready times with.
    struct Dice(u64);
    impl Dice {
        fn share(&mut self) -> f64 {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            ((self.0 >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
        }
        fn ready(&mut self, median: f64, spread: f64) -> f64 {
            let normal =
                (-2.0 * self.share().ln()).sqrt() * (std::f64::consts::TAU * self.share()).cos();
            median * (spread * normal).exp()
        }
    }

    /// Delays and requests of jobs that were watched in some way, and in that of every 10 seconds.
    #[derive(Default)]
    struct Sums {
        jobs: f64,
        delay: f64,
        requests: f64,
        plain_delay: f64,
        plain_requests: f64,
    }

    impl Sums {
        /// Watches a job that is ready after so many seconds, and says what was seen of it.
        fn watch(&mut self, usual: &Usual, ready: f64) -> Past {
            let ready = Duration::from_secs_f64(ready);
            let (mut after, mut elapsed) = (Duration::ZERO, Duration::ZERO);
            let job = format!("0192-{}", self.jobs);
            self.jobs += 1.0;
            loop {
                let watching = Watching { job: &job, elapsed, usual, troubles: 0, practice: false };
                let wait = watching.wait();
                assert!(wait >= SHORTEST, "{wait:?} after {elapsed:?}");
                assert!(wait <= Duration::from_secs(76), "{wait:?} after {elapsed:?}");
                elapsed += wait;
                self.requests += 1.0;
                if elapsed >= ready {
                    break;
                }
                after = elapsed;
            }
            self.delay += (elapsed - ready).as_secs_f64();
            let plain = (ready.as_secs_f64() / 10.0).ceil();
            self.plain_requests += plain;
            self.plain_delay += plain * 10.0 - ready.as_secs_f64();
            Past { after, by: elapsed }
        }

        fn delay(&self) -> f64 {
            self.delay / self.plain_delay
        }

        fn requests(&self) -> f64 {
            self.requests / self.plain_requests
        }
    }

    fn learnt(vendor: u64, past: &[Past]) -> Usual {
        let vendor = Duration::from_secs(vendor);
        Usual::learnt(vendor, vendor, past)
    }

    /// P10 in small: whoever has watched 30 jobs of a kind in this very way is near the optimum.
    #[test]
    fn a_learnt_timetable_brings_clips_home_sooner_for_as_many_requests() {
        for (spread, optimum, goal) in [(0.5, 0.732, 0.75), (0.25, 0.440, 0.5)] {
            let (mut dice, mut sums) = (Dice(0x5eed), Sums::default());
            for _ in 0..12 {
                let mut past = Vec::new();
                for _ in 0..30 {
                    let usual = learnt(180, &past);
                    past.push(Sums::default().watch(&usual, dice.ready(120.0, spread)));
                }
                let usual = learnt(180, &past);
                for _ in 0..1_500 {
                    sums.watch(&usual, dice.ready(120.0, spread));
                }
            }
            let (delay, requests) = (sums.delay(), sums.requests());
            assert!(delay < goal * 1.02, "spread {spread}: {delay}");
            assert!(delay < optimum * 1.13, "spread {spread}: {delay}");
            assert!(requests < 1.02, "spread {spread}: {requests}");
        }
    }

    #[test]
    fn the_vendors_word_alone_is_better_than_every_ten_seconds() {
        let mut dice = Dice(7);
        // "1 to 5 minutes", "3 to 8 minutes": drawn evenly, and as a model would take them.
        let table: [(u64, Draw); 4] = [
            (180, &|dice| 60.0 + 240.0 * dice.share()),
            (180, &|dice| dice.ready(134.0, 0.5)),
            (300, &|dice| 180.0 + 300.0 * dice.share()),
            (300, &|dice| dice.ready(294.0, 0.3)),
        ];
        for (row, (vendor, ready)) in table.into_iter().enumerate() {
            let (usual, mut sums) = (learnt(vendor, &[]), Sums::default());
            for _ in 0..4_000 {
                sums.watch(&usual, ready(&mut dice));
            }
            assert!(sums.delay() < 0.9, "row {row}: {}", sums.delay());
            assert!(sums.requests() < 1.0, "row {row}: {}", sums.requests());
        }
    }

    #[test]
    fn a_model_that_became_slower_or_faster_is_still_asked_about_in_time() {
        let mut dice = Dice(11);
        let past: Vec<Past> = (0..30)
            .map(|_| {
                let ready = dice.ready(120.0, 0.2);
                let seconds = Duration::from_secs_f64;
                Past { after: seconds(ready - 2.0), by: seconds(ready + 2.0) }
            })
            .collect();
        let usual = learnt(180, &past);
        for (ready, latest) in
            [(5.0, 76.0), (30.0, 60.0), (60.0, 20.0), (300.0, 11.0), (890.0, 11.0)]
        {
            let mut sums = Sums::default();
            for _ in 0..50 {
                sums.watch(&usual, ready);
            }
            let mean = sums.delay / sums.jobs;
            assert!(mean <= latest, "ready after {ready} s, known {mean} s later");
        }
    }

    #[test]
    fn jobs_that_were_sent_together_are_not_asked_about_together() {
        let usual = learnt(180, &[]);
        let mut tenth: Vec<f64> = (0..100)
            .map(|job| {
                let job = format!("0192-{job}");
                let times = (0..10).fold(Duration::ZERO, |elapsed, _| {
                    let watching = Watching {
                        job: &job,
                        elapsed,
                        usual: &usual,
                        troubles: 0,
                        practice: false,
                    };
                    elapsed + watching.wait()
                });
                times.as_secs_f64()
            })
            .collect();
        tenth.sort_by(f64::total_cmp);
        assert!(tenth[99] - tenth[0] > 7.5, "{tenth:?}");
        let most =
            (0..100).map(|at| tenth.iter().filter(|t| (**t - tenth[at]).abs() < 0.5).count());
        // A second holds the questions of a third of them at most.
        assert!(most.max() < Some(34), "{tenth:?}");
    }

    #[test]
    fn whatever_is_expected_there_is_a_next_question() {
        for vendor in [0, 1, 10, 3_600, 1_000_000] {
            let usual = learnt(vendor, &[]);
            for elapsed in [0, 1, 59, 899, 901, 4_000, 1_000_000_000] {
                let elapsed = Duration::from_secs(elapsed);
                let watching =
                    Watching { job: "0192", elapsed, usual: &usual, troubles: 0, practice: false };
                let wait = watching.wait();
                assert!(wait >= SHORTEST && wait <= Duration::from_secs(27 * 3_600), "{wait:?}");
                assert!(watching.limit() >= wait);
            }
        }
    }
}
