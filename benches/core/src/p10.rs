//! P10: from "ready at the service" to "known here", with the app's own schedule, against the
//! optimum for that distribution of ready times and against asking every 10 seconds.
//!
//! The history that the schedule learns from is what the app itself would have seen: each past job
//! was watched by what the ones before it had taught. Nothing is told to it that the app does not know.

use std::time::Duration;

use serde_json::{Value, json};
use stillwake_core::job::schedule::{Past, Usual, Watching};

use crate::{Choices, Measured};

/// The median of the ready times, seconds.
const MEDIAN: f64 = 120.0;
/// What the vendor says of such a model, and what is all that a new installation knows.
const VENDOR: Duration = Duration::from_secs(180);
const EVERY: f64 = 10.0;

pub(crate) fn measure(choices: &Choices) -> Measured {
    let (jobs, past) = (choices.get("jobs", 200_000_usize), choices.get("past", 30_usize));
    let (histories, seed) = (choices.get("histories", 200_usize), choices.get("seed", 1_u64));
    let rows: Vec<Value> =
        [0.5, 0.25].map(|sigma| row(sigma, jobs, past, histories.max(1), seed)).into();
    Ok(json!({"row": "P10", "jobs": jobs, "past": past, "histories": histories, "seed": seed,
        "median": MEDIAN, "rows": rows}))
}

fn row(sigma: f64, jobs: usize, past: usize, histories: usize, seed: u64) -> Value {
    let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let (mut ours, mut plain) = (Sums::default(), Sums::default());
    for history in 0..histories {
        let mut seen = Vec::new();
        for number in 0..past {
            let usual = Usual::learnt(VENDOR, VENDOR, &seen);
            let (one, ..) = watch(&usual, &format!("{history}-past-{number}"), dice.ready(sigma));
            seen.insert(0, one);
        }
        let usual = Usual::learnt(VENDOR, VENDOR, &seen);
        for number in 0..jobs.div_ceil(histories) {
            let ready = dice.ready(sigma);
            let (_, delay, requests) = watch(&usual, &format!("{history}-{number}"), ready);
            ours.add(delay, requests);
            let asked = (ready / EVERY).ceil();
            plain.add(asked * EVERY - ready, asked);
        }
    }
    let (ours, plain) = (ours.means(), plain.means());
    let optimum = optimum(sigma);
    // Had it asked as often as every 10 seconds does; the last question of each job is half counted.
    let equal = (ours.1 - 0.5) / (plain.1 - 0.5);
    json!({
        "sigma": sigma,
        "delay": ours.0, "requests": ours.1,
        "plainDelay": plain.0, "plainRequests": plain.1,
        "optimum": optimum, "optimumToPlain": optimum / (EVERY / 2.0),
        "toOptimum": ours.0 / optimum, "toPlain": ours.0 / plain.0,
        "toOptimumAtEqualRequests": ours.0 / optimum * equal,
        "toPlainAtEqualRequests": ours.0 / plain.0 * equal,
    })
}

/// Watches one job until it is known to be ready: what was seen, the delay in seconds, the requests.
fn watch(usual: &Usual, job: &str, ready: f64) -> (Past, f64, f64) {
    let ready = Duration::from_secs_f64(ready);
    let (mut after, mut elapsed, mut requests) = (Duration::ZERO, Duration::ZERO, 0.0);
    loop {
        elapsed += Watching { job, elapsed, usual, troubles: 0, practice: false }.wait();
        requests += 1.0;
        if elapsed >= ready {
            return (Past { after, by: elapsed }, (elapsed - ready).as_secs_f64(), requests);
        }
        after = elapsed;
    }
}

/// The least mean delay for as many requests as every 10 seconds takes, seconds: half of
/// `EVERY * (integral of sqrt(f S))^2 / E[T]`.
fn optimum(sigma: f64) -> f64 {
    let (step, steps) = (0.02, 200_000);
    let density = |seconds: f64| {
        let z = (seconds / MEDIAN).ln() / sigma;
        (-0.5 * z * z).exp() / (seconds * sigma * std::f64::consts::TAU.sqrt())
    };
    // From the far end, so that the share that is left is summed up without a difference.
    let (mut left, mut area, mut mean) = (0.0, 0.0, 0.0);
    for at in (0..steps).rev() {
        let middle = (f64::from(at) + 0.5) * step;
        let mass = density(middle) * step;
        area += (density(middle) * (left + mass / 2.0)).sqrt() * step;
        mean += middle * mass;
        left += mass;
    }
    EVERY / 2.0 * area * area / mean
}

#[derive(Default)]
struct Sums {
    jobs: f64,
    delay: f64,
    requests: f64,
}

impl Sums {
    fn add(&mut self, delay: f64, requests: f64) {
        self.jobs += 1.0;
        self.delay += delay;
        self.requests += requests;
    }

    fn means(&self) -> (f64, f64) {
        (self.delay / self.jobs, self.requests / self.jobs)
    }
}

/// Small and seeded (xorshift64): the same seed is the same jobs.
struct Dice(u64);

impl Dice {
    fn share(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    }

    fn ready(&mut self, sigma: f64) -> f64 {
        let turn = (std::f64::consts::TAU * self.share()).cos();
        MEDIAN * (sigma * (-2.0 * self.share().ln()).sqrt() * turn).exp()
    }
}
