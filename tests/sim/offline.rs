//! R8: an hour or a day without a network, with 100 jobs in all states. Nothing fails for it, all of
//! them finish afterwards, and nobody is ever asked more than once a second, sustained: attempts to
//! connect count.

use crate::climate::{Climate, Dark, Outage};
use crate::dice::{Dice, figure, for_all, seeds};
use crate::judge::{burst, judge, too_fast};
use crate::person::send_old;
use crate::planted::{self, Stands};
use stillwake_core::job::State;

const MINUTE: u64 = 60_000;
const HOUR: u64 = 60 * MINUTE;
const JOBS: u64 = 100;

fn run(seed: u64) -> Vec<String> {
    let mut dice = Dice::of(seed, "offline", &[]);
    let jobs: Vec<Stands> = (0..JOBS)
        .map(|_| match dice.within(0..10) {
            0..4 => Stands::Waiting,
            4..6 => Stands::Saving,
            _ => Stands::Making(dice.within(1..30) * MINUTE),
        })
        .collect();
    let (computer, _) = planted::computer(seed, &jobs);
    let from = computer.time.true_now() + dice.within(1..40) * 1_000;
    // Every fourth time it is a whole day.
    let long = if seed.is_multiple_of(4) { 24 * HOUR } else { HOUR };
    let kind = dice.one_of(&[Dark::Refused, Dark::Deaf]);
    let outages = vec![Outage { from, to: from + long, kind }];
    *computer.service.climate.lock().unwrap() = Climate { outages, ..Climate::default() };
    let finished = computer.start(async |studio| {
        computer.until(from + long).await;
        let end = computer.time.true_now() + 2 * HOUR;
        while computer.time.true_now() < end {
            computer.until(computer.time.true_now() + MINUTE).await;
            // After a day a person is asked about what still waits.
            send_old(&computer, studio).await;
            if computer.jobs().iter().all(|job| matches!(job.state, State::Done { .. })) {
                return true;
            }
        }
        false
    });
    let (counted, mut wrong) = judge(&computer);
    assert_eq!(counted.jobs, JOBS);
    if !finished {
        wrong.push("not all have finished".into());
    }
    wrong.extend(too_fast(&computer));
    wrong.extend(burst(&computer, 10 * MINUTE, 10 * 60 + 30));
    wrong
}

#[test]
fn r8_offline() {
    let seeds = seeds(figure(4, 100, 1_000));
    for_all(&seeds, "r8_offline", |seed| {
        let wrong = run(seed);
        assert!(wrong.is_empty(), "seed {seed}: {}", wrong.join("; "));
    });
    println!("R8 runs={} jobs={} unfinished=0 too_fast=0", seeds.len(), seeds.len() as u64 * JOBS);
}
