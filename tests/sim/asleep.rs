//! R7: the computer sleeps and wakes, and its clock is set a day on or back, with jobs waiting, making
//! and saving. Once it is awake nothing is later than its own wait, and nothing comes as a storm.
//! Summer time is nothing to the core, and a process that was stopped goes on like one that slept.

use std::collections::BTreeMap;
use std::process::{Command, Stdio};

use crate::computer::Computer;
use crate::dice::{Dice, figure, for_all, seeds};
use crate::judge::{burst, too_fast};
use crate::person::send_old;
use crate::planted::{self, Stands};

const MINUTE: u64 = 60_000;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;
/// The longest wait of a job that could not be asked about twice: 20 s, a quarter longer.
const WAIT: u64 = 60 * 1_250;

/// After so long a person has answered, ms.
const ASKED: u64 = 2_000;

/// What happens to the computer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Happens {
    Sleeps(u64),
    SetOn(u64),
    SetBack(u64),
    SleepsAndIsSetBack(u64),
}

impl Happens {
    fn of(dice: &mut Dice) -> Self {
        match dice.within(0..5) {
            0 => Self::Sleeps(dice.within(MINUTE..10 * MINUTE)),
            1 => Self::Sleeps(dice.within(HOUR..11 * HOUR)),
            2 => Self::SetOn(DAY),
            3 => Self::SetBack(DAY),
            _ => Self::SleepsAndIsSetBack(dice.within(HOUR..9 * HOUR)),
        }
    }

    fn to(self, computer: &Computer) {
        let time = &computer.time;
        match self {
            Self::Sleeps(long) => computer.sleep(long),
            Self::SetOn(by) => time.set_ahead(by.cast_signed()),
            Self::SetBack(by) => time.set_ahead(-by.cast_signed()),
            Self::SleepsAndIsSetBack(long) => {
                computer.sleep(long);
                time.set_ahead(-DAY.cast_signed());
            }
        }
    }

    /// Whether everything is due afterwards by the wall clock.
    fn makes_all_due(self) -> bool {
        matches!(self, Self::Sleeps(_) | Self::SetOn(_))
    }
}

/// One computer to which one thing happens; what is wrong, in words.
fn run(seed: u64) -> (u64, Vec<String>) {
    let mut dice = Dice::of(seed, "asleep", &[]);
    // Those that wait find a place: ten are sent or made at a time.
    let many = if seed.is_multiple_of(20) { 100 } else { dice.within(4..11) };
    let jobs: Vec<Stands> = (0..many)
        .map(|_| match dice.within(0..10) {
            // So many that all are due at once wait for nothing but their turn.
            0..3 if many < 100 => Stands::Waiting,
            3..5 => Stands::Saving,
            _ => Stands::Making(20 * HOUR),
        })
        .collect();
    let (computer, due) = planted::computer(seed, &jobs);
    let happens = Happens::of(&mut dice);
    let before = computer.time.true_now() + dice.within(2_000..10_000);
    // Its turn in the line, the answers of those before it, and one look at the clock.
    let line = 10_000 + many * 1_300;
    let after = computer.start(async |studio| {
        computer.until(before).await;
        computer.service.note(format!("{happens:?}"));
        happens.to(&computer);
        let after = computer.time.true_now();
        // By its clock a day has gone: a person is asked about what waits, and wants it.
        computer.until(after + ASKED).await;
        send_old(&computer, studio).await;
        computer.until(after + WAIT + line).await;
        after
    });
    let mut wrong = Vec::new();
    let since = |at: &u64| *at >= before;
    let state = computer.service.state();
    for (which, stands) in jobs.iter().enumerate() {
        let task = state.tasks.iter().position(|task| task.job == which as u64);
        let acted = match (stands, task) {
            (Stands::Waiting, _) => {
                let times = state.creates.get(&(which as u64));
                times.into_iter().flatten().copied().find(since)
            }
            (Stands::Making(_), Some(at)) => state.tasks[at].asked.iter().copied().find(since),
            (_, at) => {
                let path = format!("/{}/0.mp4", at.unwrap_or(usize::MAX));
                let those = state.left.iter().filter(|left| left.path == path);
                those.map(|left| left.at).find(since)
            }
        };
        let limit = match happens.makes_all_due() {
            true => after + ASKED + line,
            // What was left of its wait; the steady clock has gone on with it.
            false => (due[which].max(before) - before) + after + line,
        };
        if acted.is_none_or(|acted| acted > limit) {
            wrong.push(format!(
                "{happens:?}: {which} {stands:?} acted at {acted:?}, not by {limit}"
            ));
        }
    }
    drop(state);
    wrong.extend(too_fast(&computer));
    // A file's own host has no line: the downloads at once are bounded, and there is one for a job.
    wrong.extend(burst(&computer, MINUTE, MINUTE / 1_000 + 30));
    (many, wrong)
}

#[test]
fn r7_asleep_and_set_clocks() {
    let seeds = seeds(figure(250, 1_000, 20_000));
    let all = for_all(&seeds, "r7_asleep_and_set_clocks", |seed| {
        let (jobs, wrong) = run(seed);
        assert!(wrong.is_empty(), "seed {seed}: {}", wrong.join("; "));
        jobs
    });
    println!("R7 cases={} jobs={} late=0 storms=0", seeds.len(), all.iter().sum::<u64>());
}

/// A night with the end of summer time in it, and everything that left the computer.
#[test]
#[ignore = "run by the test below, once for each place"]
fn a_night() {
    let jobs =
        [Stands::Waiting, Stands::Making(30 * MINUTE), Stands::Making(11 * HOUR), Stands::Saving];
    let log = for_all(&[7], "a_night", |seed| {
        let (computer, _) = planted::computer(seed, &jobs);
        computer.start(async |_| computer.until(2 * HOUR).await);
        computer.start(async |_| {
            computer.sleep(7 * HOUR);
            computer.until(11 * HOUR).await;
        });
        computer.service.state().log.clone()
    });
    assert!(log[0].len() > 100);
    println!("night {}", crate::service::sha256(log[0].join("\n").as_bytes()));
}

#[test]
fn summer_time_is_nothing_to_the_core() {
    let nights: BTreeMap<String, &str> = ["UTC", "America/New_York", "Australia/Lord_Howe"]
        .into_iter()
        .map(|place| {
            let child = Command::new(std::env::current_exe().unwrap())
                .args(["--exact", "asleep::a_night", "--ignored", "--nocapture"])
                .env("TZ", place)
                .stderr(Stdio::inherit())
                .output()
                .unwrap();
            let said = String::from_utf8(child.stdout).unwrap();
            let night = said
                .lines()
                .find_map(|line| line.split_once("night "))
                .map(|(_, night)| night.to_owned());
            (night.unwrap_or_else(|| panic!("{place}: {said}")), place)
        })
        .collect();
    assert_eq!(nights.len(), 1, "the same night everywhere: {nights:?}");
}
