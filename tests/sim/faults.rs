//! R10: jobs under random faults of every kind, the app killed again and again, and a person who
//! does what people do. Everything is decided by the seed.

use crate::climate::Climate;
use crate::computer::Computer;
use crate::dice::{Dice, figure, for_all, seeds};
use crate::judge::{Counted, judge};
use crate::person::Person;
use crate::service::Service;

/// Jobs of one seed.
const JOBS: u64 = 6;
const HOUR: u64 = 3_600_000;
/// What is in the runs of many seeds, as their logs say it: without it they would prove nothing.
const HAPPENS: [&str; 13] = [
    "plug pulled",
    "never leaves after",
    "breaks after",
    "429 after",
    "401 after",
    "502 after",
    "403 after",
    "adopt ",
    "send ",
    "stop ",
    "watch ",
    "try ",
    "the key is put back",
];

/// Runs a seed: what was counted, and everything that happened.
fn run(seed: u64) -> (Counted, Vec<String>, Vec<String>) {
    let climate = Climate::of(seed);
    let calm = climate.calm;
    let computer = Computer::new(Service::new(seed, climate, None));
    let mut person = Person::new(seed, JOBS, calm / 2);
    let mut dice = Dice::of(seed, "kills", &[]);
    let mut kills: Vec<u64> = (0..dice.within(1..7)).map(|_| dice.within(0..calm)).collect();
    kills.sort_unstable();
    for kill in kills {
        let quits = dice.chance(25);
        computer.start(async |studio| {
            person.live(&computer, studio, kill).await;
            if quits {
                studio.shutdown().await;
            }
        });
    }
    computer.start(async |studio| person.live(&computer, studio, calm).await);
    let ended =
        computer.start(async |studio| person.settle(&computer, studio, calm + 6 * HOUR).await);
    // One more start finds nothing to do, and clears away what a kill left lying about.
    computer.start(async |_| computer.until(computer.time.true_now() + 1_000).await);
    let (mut counted, mut wrong) = judge(&computer);
    if !ended {
        counted.lost += 1;
        wrong.push("not everything has come to an end".into());
    }
    let ends = computer
        .jobs()
        .into_iter()
        .map(|job| format!("{} {:?}", job.request.prompt, job.state.name()));
    let mut log = std::mem::take(&mut computer.service.state().log);
    log.extend(ends);
    (counted, wrong, log)
}

#[test]
fn r10_random_faults() {
    let many = figure(200, 1_000, 100_000);
    let seeds = seeds(many);
    let all = for_all(&seeds, "r10_random_faults", |seed| {
        let (counted, wrong, log) = run(seed);
        if !wrong.is_empty() {
            let told = if seeds.len() == 1 { log.join("\n") } else { String::new() };
            panic!("seed {seed}: {}\n{told}", wrong.join("; "));
        }
        (counted, HAPPENS.map(|what| log.iter().filter(|line| line.contains(what)).count()))
    });
    let (all, happened): (Vec<Counted>, Vec<_>) = all.into_iter().unzip();
    let Counted { jobs, accepted, double, lost, wrong_bytes } = Counted::sum(&all);
    println!(
        "R10 seeds={} jobs={jobs} accepted={accepted} double={double} lost={lost} wrong_bytes={wrong_bytes}",
        seeds.len()
    );
    if seeds.len() > 1 {
        assert!(accepted > many * JOBS / 2, "the service makes most of it");
        for (at, what) in HAPPENS.iter().enumerate() {
            let often: usize = happened.iter().map(|counts| counts[at]).sum();
            assert!(often > 10, "{what:?} happened {often} times");
        }
    }
}

#[test]
fn the_same_seed_is_the_same_run() {
    let pairs = for_all(&[3, 17, 40, 41], "the_same_seed_is_the_same_run", |seed| {
        (run(seed).2, run(seed).2)
    });
    for (one, other) in pairs {
        let apart = one.iter().zip(&other).position(|(one, other)| one != other);
        assert_eq!(apart.map(|at| (&one[at], &other[at])), None, "at {apart:?}");
        assert_eq!(one.len(), other.len());
        assert!(one.len() > 50, "much happens in a run");
    }
}
